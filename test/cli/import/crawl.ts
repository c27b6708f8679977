import { parseOpml } from 'feedsmith';

/** All documents that links lead to from the front page, by path: feeds, archives, pages, lists, sitemaps. */
export async function crawl(address: string, url: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const todo = [
    '/',
    '/feeds',
    '/feeds.opml',
    '/feeds.opml?all',
    '/archive',
    '/podcast.xml',
    '/sitemap.xml',
    '/news-sitemap.xml',
    '/api/stories?limit=100',
    '/breaking',
  ];
  for (const folder of ['', '/breaking', '/audio']) for (const file of FILES) todo.push(`${folder}/${file}`);
  for (let path = todo.pop(); path !== undefined; path = todo.pop()) {
    if (found.has(path)) continue;
    const answer = await fetch(address + path, { redirect: 'manual' });
    const text = await answer.text();
    found.set(
      path,
      `${answer.status} ${answer.headers.get('location')} ${path.startsWith('/api/') ? withoutCursors(text) : text}`,
    );
    if (path.startsWith('/feeds.opml')) todo.push(...feedsIn(text, url));
    todo.push(...linksIn(text, url));
  }
  return found;
}

const FILES = ['rss.xml', 'atom.xml', 'feed.json'];

function feedsIn(opml: string, url: string): string[] {
  const outlines = parseOpml(opml).body?.outlines ?? [];
  const all = outlines.flatMap((outline) => [outline, ...(outline.outlines ?? [])]);
  return all.flatMap(({ xmlUrl = '' }) => FILES.map((file) => xmlUrl.slice(url.length).replace(/[^/]+$/, file)));
}

/** Links within the publication to archives, stories, sections and parts of the sitemap. */
const linksIn = (text: string, url: string): string[] =>
  [...text.matchAll(/https:\/\/news\.example(\/(?:[\w-]+\/)*(?:archive\/|stories\/|(?:news-)?sitemap-)[^"<\s&?]*)/g)]
    .map(([, path = '']) => path)
    .filter((path) => !path.includes(url));

const withoutCursors = (text: string): string => text.replace(/"cursor":\s*"[^"]*"/, '"cursor": …');
