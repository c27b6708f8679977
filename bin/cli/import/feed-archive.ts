import { readFile } from 'node:fs/promises';
import { urlIn } from '../../../lambdas/newsroom/uri';
import { connectionTrouble } from '../server/connection-trouble';
import { CommandError, EXIT, type Shell } from '../shell';
import { bytesOf, documentText } from '../web-document';
import { storyOf } from './feed-story';
import { type ForeignFeed, readFeed } from './foreign-feed';
import { type ImportedStory, oldestFirst } from './imported';

/** Milliseconds that one document may take. */
const PATIENCE = 60_000;
/** Bytes of one document. */
const LONGEST = 100_000_000;
const TRIES = 3;

/** A document, and where it is from on the web. */
export interface Document {
  readonly text: string;
  readonly address?: string;
}

/** The stories of a feed, and why there may be older ones. */
export interface FeedStories {
  readonly stories: readonly ImportedStory[];
  readonly gap?: string;
}

export interface FeedOptions {
  readonly section?: string;
  /** Told of each document that was read, with how many stories there are so far. */
  onDocument(stories: number): void;
}

/**
 * Every story of a feed and of the whole archive behind it (RFC 5005), oldest first. A document of the archive that cannot
 * be read ends the walk, and what was found is imported. Throws a CommandError where the first cannot be.
 */
export async function feedStories(
  first: Document,
  { section, onDocument }: FeedOptions,
  shell: Shell,
): Promise<FeedStories | undefined> {
  const found: ImportedStory[] = [];
  let gap: string | undefined;
  const seen = new Set<string>();
  let { text, address } = first;
  for (;;) {
    const feed: ForeignFeed | undefined = readFeed(text);
    if (!feed && found.length === 0 && seen.size === 0) return undefined;
    if (!feed) {
      gap = `${address} is no feed: what is older is not imported.`;
      break;
    }
    found.push(...storiesIn(feed, address, section));
    onDocument(found.length);
    if (address !== undefined) seen.add(address);
    const older: string | undefined = feed.older === undefined ? undefined : addressIn(feed.older, address);
    if (older === undefined || seen.has(older)) break;
    try {
      seen.add(older);
      ({ text, address } = await fetched(older, shell));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      gap = `${error.message} What is older than that is not imported: run it again.`;
      break;
    }
  }
  // Of one time, those that stand lower are older.
  return { stories: oldestFirst(found.reverse()), ...(gap !== undefined && { gap }) };
}

function storiesIn({ items, language, updated }: ForeignFeed, base: string | undefined, section: string | undefined) {
  let published = updated;
  return items.map((item) => {
    const story = storyOf(item, { base, language, published, section });
    published = story.value.publishedAt ?? published;
    return story;
  });
}

function addressIn(address: string, base: string | undefined): string | undefined {
  const url = urlIn(address, base);
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** A document from the web, and where it was in the end. Throws a CommandError (EXIT.unreachable) that names the address. */
export async function fetched(address: string, shell: Shell): Promise<Document> {
  for (let tries = 1; ; tries++) {
    try {
      const accept =
        'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5';
      const headers = { 'user-agent': 'bulletin', accept };
      const answer = await fetch(address, { headers, signal: AbortSignal.timeout(PATIENCE) });
      const isPassing = answer.status === 429 || answer.status >= 500;
      if (answer.ok) {
        const bytes = await bytesOf(answer, LONGEST);
        if (!bytes) throw tooLong(address);
        return { text: documentText(bytes, answer.headers.get('content-type') ?? ''), address: answer.url };
      }
      if (!isPassing || tries === TRIES)
        throw new CommandError(`${address} answers ${answer.status}.`, EXIT.unreachable);
    } catch (error) {
      if (error instanceof CommandError) throw error;
      const { said, never } = connectionTrouble(error);
      if (never || tries === TRIES) throw new CommandError(`${address} ${said}.`, EXIT.unreachable);
    }
    await shell.wait?.(1_000 * tries);
  }
}

/** A document from a file. Throws a CommandError for one that is too long. */
export async function textIn(file: string): Promise<string> {
  const bytes = await readFile(file);
  if (bytes.length > LONGEST) throw tooLong(file);
  return documentText(bytes, '');
}

const tooLong = (name: string): CommandError =>
  new CommandError(`${name}: is over ${LONGEST} bytes, which no feed is.`);
