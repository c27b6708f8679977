import fc from 'fast-check';
import { xmlSafe } from '../../../lambdas/news/values/xml-safe';
import { hostileText, withoutForbidden } from '../../formats/hostile';

test('a text loses the characters that XML forbids, and no other', () => {
  expect(xmlSafe('“Łódź” 😀\t\r\n\u0000\u001f\ufffe\uffff\ud800a\udc00\ufffd')).toBe('“Łódź” 😀\t\r\na\ufffd');
  fc.assert(fc.property(hostileText, (text) => expect(xmlSafe(text)).toBe(withoutForbidden(text))));
});
