import fc from 'fast-check';
import { optionalWebAddress, requireWebAddress } from '../../lambdas/formats/require-web-address';
import { hostileText } from './hostile';

test('a valid URI is not changed', () => {
  for (const address of ['https://a.example/b?c=d%20e&f=g#h', "http://[::1]:8080/(a)*!$'", 'https://a.example/?']) {
    expect(requireWebAddress(address)).toBe(address);
  }
});

test('characters that a URI may not hold are percent-encoded', () => {
  expect(requireWebAddress('https://müller.example/ä "<>{}|^`\\?x[]=100%#a#b')).toBe(
    'https://xn--mller-kva.example/%C3%A4%20%22%3C%3E%7B%7D%7C%5E%60/?x%5B%5D=100%25#a%23b',
  );
  const URI =
    /^https:\/\/a\.example\/(?:[\w.~:/?@!$&'()*+,;=-]|%[\dA-F]{2})*(?:#(?:[\w.~:/?@!$&'()*+,;=-]|%[\dA-F]{2})*)?$/i;
  fc.assert(fc.property(hostileText, (rest) => expect(requireWebAddress(`https://a.example/${rest}`)).toMatch(URI)));
});

test('a relative address or another scheme is an error, or undefined if optional', () => {
  for (const address of ['/a', '//a.example', 'a', '', 'javascript:alert(1)', 'data:,a', 'ftp://a.example/']) {
    expect(() => requireWebAddress(address)).toThrow();
    expect(optionalWebAddress(address)).toBeUndefined();
  }
  expect(optionalWebAddress(undefined)).toBeUndefined();
  expect(optionalWebAddress('https://a.example')).toBe('https://a.example/');
});
