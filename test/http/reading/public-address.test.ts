import { ProblemError } from '../../../lambdas/http/problem-details';
import { publicAddress } from '../../../lambdas/http/public-address';

const requestWith = (headers: Record<string, string>) =>
  new Request('https://abc.lambda-url.example/rss.xml', { headers });

test('a configured address is the one that documents name, whatever a client sends', () => {
  const address = publicAddress('https://news.example');
  expect(address(requestWith({ 'x-bulletin-host': 'evil.example', host: 'evil.example' }))).toBe(
    'https://news.example',
  );
});

test('without one it is the host that the viewer asked, as the CDN passes it on', () => {
  expect(publicAddress(undefined)(requestWith({ 'x-bulletin-host': 'D111.cloudfront.net' }))).toBe(
    'https://d111.cloudfront.net',
  );
});

test.each([
  ['no header of the CDN', {}],
  ['a host of the client', { host: 'evil.example', 'x-forwarded-host': 'evil.example' }],
  ['no host name', { 'x-bulletin-host': 'evil.example/path' }],
  ['markup', { 'x-bulletin-host': '"><script>' }],
])('a request with %s came round the CDN: 421', (_, headers: Record<string, string>) => {
  const readAddress = () => publicAddress(undefined)(requestWith(headers));
  expect(readAddress).toThrow(ProblemError);
  expect(readAddress).toThrow('public address');
});
