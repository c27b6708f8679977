import { useFunctions } from '../../harness/http/functions';

const functions = useFunctions(async ({ giveTokens, upload, at }) => {
  await giveTokens();
  const shared = { publishedAt: '2026-11-22T18:00:00Z', section: 'Short' };
  await upload({ ...shared, id: 'link', headline: 'Link', canonicalUrl: 'https://x.example/a' });
  await upload({ ...shared, id: 'picture', headline: 'Picture', image: { url: 'https://x.example/a.jpg', alt: 'A' } });
  await upload({ ...shared, id: 'sound', headline: 'Sound', audio: { url: 'https://x.example/a.mp3', length: 3 } });
  at('2026-11-22T20:01:00Z');
});

test.each([
  ...[
    '/',
    '/rss.xml',
    '/atom.xml',
    '/feed.json',
    '/podcast.xml',
    '/sections/short',
    '/sitemap.xml',
    '/news-sitemap.xml',
  ],
  ...['/stories/link', '/stories/picture', '/stories/sound', '/api/stories', '/api/stories/link', '/api/changes'],
])('%s is there with stories without a body', async (path) => {
  expect((await functions.read({ path })).status).toBe(200);
});

test('a story without a body shows its link, picture or sound in feeds and on its page', async () => {
  const { items } = (await functions.read({ path: '/feed.json' })).json<{
    items: { id: string; url: string; content_html: string }[];
  }>();
  const contentOf = (name: string) => items.find(({ content_html }) => content_html.includes(name))?.content_html;
  expect(contentOf('https://x.example/a"')).toContain('<a href="https://x.example/a">');
  expect(contentOf('https://x.example/a.jpg')).toContain('<img src="https://x.example/a.jpg" alt="A"');
  expect(contentOf('https://x.example/a.mp3')).toContain('<a href="https://x.example/a.mp3">');
  expect((await functions.read({ path: '/stories/link' })).text).toContain('<a href="https://x.example/a"');
});

test('a story without a body is edited as any other', async () => {
  expect((await functions.newsroom('PUT', '/stories/link/breaking', { body: {} })).status).toBe(200);
  const withdrawn = await functions.newsroom('PUT', '/stories/link/withdrawal', { body: { reason: 'x' } });
  expect(withdrawn.status).toBe(200);
  expect((await functions.newsroom('DELETE', '/stories/link/withdrawal')).status).toBe(200);
});
