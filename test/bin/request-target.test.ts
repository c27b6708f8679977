import { hasBadHost, pathAndQuery } from '../../bin/local/request-target';

// RFC 9112 §3.2
test.each([
  ['GET', '/rss.xml', '/rss.xml'],
  ['GET', '/a%2Fb/%zz?x=%ff&x=1', '/a%2Fb/%zz?x=%ff&x=1'],
  ['GET', '//evil.example/a', '//evil.example/a'],
  ['GET', 'http://evil.example/rss.xml?a', '/rss.xml?a'],
  ['GET', 'HTTP://evil.example', '/'],
  ['GET', 'http://evil.example?a', '/?a'],
  ['OPTIONS', '*', ''],
  ['GET', '*', undefined],
  ['GET', 'ftp://evil.example/', undefined],
  ['GET', 'evil.example:80', undefined],
])('%s %s is for %s', (method, target, path) => {
  expect(pathAndQuery(method, target)).toBe(path);
});

test.each([
  [['Host', 'localhost:3000'], false],
  [['Accept', '*/*'], false],
  [['Host', ''], false],
  [['Host', 'a', 'hOST', 'b'], true],
  [['Host', 'a/b'], true],
])('%j: bad is %s', (rawHeaders, bad) => {
  expect(hasBadHost(rawHeaders)).toBe(bad);
});
