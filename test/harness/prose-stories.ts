import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Story } from '../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';

const ROOT = join(__dirname, '../..');
const SECTIONS = ['World', 'Politics', 'Business', 'Science', 'Sport'];
const TAGS = ['Syria', 'Economy', 'Climate', 'Health', 'Elections', 'Courts', 'Schools'];
const AUTHORS = ['Ann Byline', 'Ana Öz', 'Chinua Obi'];

/** Stories of 3.5 KB, each of other English prose: our docs, then the documentation of aws-cdk-lib. The newest is an hour old. */
export function proseStories(count: number, now: Instant): Story[] {
  const rest = paragraphs();
  return Array.from({ length: count }, (_, n) => {
    const [first = '', ...more] = takeBytes(rest, 3_500);
    const publishedAt = plusSeconds(now, -3_600 - 4_321 * n);
    const pick = (names: readonly string[]) => names[n % names.length] ?? '';
    return {
      id: `${slugOf(first)}-${n}`,
      guid: `urn:uuid:${(n * 0x9e3779b1).toString(16).padStart(8, '0').slice(-8)}-0000-4000-8000-${String(n).padStart(12, '0')}`,
      headline: first.split(' ').slice(0, 10).join(' '),
      summary: first.slice(0, 200),
      body: [first, ...more].map((text) => `<p>${escapeText(text)}</p>`).join('\n'),
      section: pick(SECTIONS),
      tags: [pick(TAGS)],
      authors: [{ name: pick(AUTHORS) }],
      language: 'en',
      publishedAt,
      updatedAt: publishedAt,
      revision: 1,
    };
  });
}

/** Every paragraph of running text in these files, once, without Markdown, tables and code. */
function paragraphs(): string[] {
  const folder = (path: string) => readdirSync(join(ROOT, path)).map((name) => join(path, name));
  const documentation = folder('node_modules/aws-cdk-lib').filter((path) => /\/aws-[\w-]+$/.test(path));
  const files = ['README.md', 'CHANGELOG.md', ...folder('docs'), ...folder('docs/decisions')]
    .filter((path) => path.endsWith('.md'))
    .concat(documentation.map((path) => join(path, 'README.md')));
  const texts = files.flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .replace(/```.*?```/gs, '')
      .split(/\n\s*\n|\n- /)
      .map(plainText)
      .filter((text) => text.length > 100 && !/[|{}]/.test(text)),
  );
  return [...new Set(texts)];
}

const plainText = (markdown: string): string =>
  markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`#>]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Takes paragraphs from the front of a list until they have so many bytes. Throws a RangeError where the list ends before. */
function takeBytes(rest: string[], bytes: number): string[] {
  const taken: string[] = [];
  for (let length = 0; length < bytes; ) {
    const text = rest.shift();
    if (text === undefined) throw new RangeError('there is too little prose for so many stories');
    taken.push(text);
    length += Buffer.byteLength(text);
  }
  return taken;
}

const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .split('-')
    .filter(Boolean)
    .slice(0, 10)
    .join('-');

const escapeText = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
