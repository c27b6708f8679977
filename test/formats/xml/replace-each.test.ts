import { replaceEach } from '../../../lambdas/formats/xml/replace-each';

test('each tag becomes its replacement, in order and unchanged', () => {
  expect(replaceEach('<a><b/><b/></a>', '<b/>', ['$&', '<c/>'])).toBe('<a>$&<c/></a>');
  expect(replaceEach('<a/>', '<b/>', [])).toBe('<a/>');
});

test('another number of tags than expected is an error', () => {
  expect(() => replaceEach('<b/>', '<b/>', [])).toThrow('<b/> is 1 times in the document, not 0 times');
  expect(() => replaceEach('<a/>', '<b/>', ['x'])).toThrow('<b/> is 0 times in the document, not 1 times');
});
