import { discoverFeeds } from '../../bin/doctor/discovery';
import { examineFeed } from '../../bin/doctor/examination';
import { ask } from '../../bin/doctor/request';
import { type Serving, serve } from '../watch/serving';
import { goodSite } from './good-site';

let [site, other]: Serving[] = [];
const here = (path: string) => `${site?.address}${path}`;
const requests: string[] = [];

beforeEach(async () => {
  site = await serve((request) => goodSite(request));
  other = await serve(({ url }) => {
    requests.push(url);
    return new Response('<opml/>');
  });
});
afterEach(async () => {
  await site?.stop();
  await other?.stop();
});

const atOnce = async () => {};

test.each([
  ['the header', 'text/xml; charset="ISO-8859-1"', '<?xml version="1.0" encoding="utf-8"?><é/>', 'latin1'],
  ['the XML declaration', 'text/xml', '<?xml version="1.0" encoding="iso-8859-1"?><é/>', 'latin1'],
  ['UTF-8, without a declaration', 'text/xml', '<é/>', 'utf8'],
  ['UTF-8, for an unknown charset', 'text/xml; charset=unicorn', '<é/>', 'utf8'],
] as const)('text is decoded with the charset of %s', async (_, type, text, encoding) => {
  site?.with(() => new Response(Buffer.from(text, encoding), { headers: { 'content-type': type } }));
  expect(await ask(here('/'))).toMatchObject({ status: 200, text });
});

test('redirects are followed and recorded', async () => {
  site?.with(({ url }) =>
    url.endsWith('/a') ? new Response(null, { status: 308, headers: { location: 'b' } }) : new Response('b'),
  );
  const [url, redirects] = [here('/b'), [{ status: 308, from: here('/a') }]];
  expect(await ask(here('/a'))).toMatchObject({ status: 200, url, redirects, text: 'b' });
});

test('an edit between two requests is not a fault', async () => {
  let requests = 0;
  site?.with((request) => {
    const response = goodSite(request);
    if (requests++ > 0) return response;
    response.headers.set('etag', 'W/"0"');
    return response;
  });
  expect((await examineFeed(here('/rss.xml'), atOnce)).findings).toEqual([]);
});

test('a site that the user did not name gets no request', async () => {
  site?.with((request) =>
    new URL(request.url).pathname === '/'
      ? new Response(
          `<link rel="alternate" type="application/rss+xml" href="/rss.xml"><link rel="outline" type="text/x-opml" href="${other?.address}/">`,
        )
      : goodSite(request, (document) => document.replace('HERE/2013.rss', `${other?.address}/`)),
  );
  expect(await discoverFeeds(here('/'))).toEqual({ feeds: [here('/rss.xml')], elsewhere: [] });
  await examineFeed(here('/rss.xml'), atOnce);
  expect(requests).toEqual([]);
});
