import { closingAt, isOpen } from '../news/feed/closing';
import { type FeedKind, type FeedName, feedParts, feedsIgnoringWithdrawal, feedsOf } from '../news/feed/feed';
import type { FeedHead } from '../news/feed/feed-head';
import { findNearName } from '../news/feed/near-names';
import type { Story } from '../news/story/story';
import { addWarning, type Warning } from '../news/upload/field';
import type { Instant } from '../news/values/instant';
import { slug } from '../news/values/slug';
import type { PublishingContext } from './publishing-context';

/** An edit whose names are looked at, and the upload that it comes from. */
interface NamedEdit {
  readonly before?: Story;
  readonly after: Story;
  readonly now: Instant;
  readonly value: unknown;
}

/** The warnings of an edit with the warnings about its names. Neither throws. */
interface NameWarnings {
  /** From the heads of its feeds, which the writer reads for every edit. */
  fromHeads(feeds: ReadonlyMap<FeedName, FeedHead>): Promise<Warning[]>;
  /** For a dry run: reads the heads of the feeds with new names. */
  fromStore(): Promise<Warning[]>;
}

/**
 * Warnings about the sections, tags, authors and languages that an edit brings in: where a name opens a feed while a feed with
 * a near name is open, and where an open feed has another spelling. Only a new name reads the register, once. A failed read
 * gives no warning: advice must not cost an upload.
 */
export function createNameWarnings(
  { reader }: Pick<PublishingContext, 'reader'>,
  edit: NamedEdit,
  warnings: readonly Warning[],
): NameWarnings {
  const { now, value } = edit;
  const names = newNamesIn(edit);
  const nearest = new Map<FeedName, Promise<string | undefined>>();

  async function findNearest({ feed, kind, spelling }: NewName): Promise<string | undefined> {
    const open = (await reader.feedsBeside(feed)).filter((other) => isOpen(other, now));
    const found = findNearName(kind, spelling, open, ({ name, title }) => writtenName(name, title));
    return found && writtenName(found.name, found.title);
  }

  async function warnOf(name: NewName, feeds: ReadonlyMap<FeedName, FeedHead>): Promise<string | undefined> {
    const { feed, kind, spelling } = name;
    const head = feeds.get(feed);
    // A feed under embargo gets the advice of a missing one, which does not tell a writer that the feed exists.
    if (head && head.openedAt <= now) return closingAt(head, now) ? warnOfClosed(name) : warnOfSpelling(name, head);
    // Before the first story of all, every name is new.
    if (!feeds.has('all')) return undefined;
    // The writer may plan an edit several times.
    if (!nearest.has(feed)) nearest.set(feed, findNearest(name).catch(ignore));
    const near = await nearest.get(feed);
    return near === undefined ? undefined : `opens a new ${kind}: ${spelling} (there is ${near})`;
  }

  async function fromHeads(feeds: ReadonlyMap<FeedName, FeedHead>): Promise<Warning[]> {
    const details = await Promise.all(names.map((name) => warnOf(name, feeds)));
    const all = [...warnings];
    for (const [i, { kind, spelling }] of names.entries()) {
      const detail = details[i];
      if (detail !== undefined) addWarning(all, { pointer: pointerTo(kind, spelling, value), detail });
    }
    return all;
  }

  return {
    fromHeads,
    async fromStore() {
      if (names.length === 0) return [...warnings];
      const heads = await reader.feedHeads(['all', ...names.map(({ feed }) => feed)]).catch(ignore);
      return fromHeads(heads ?? new Map());
    },
  };
}

const ignore = (): undefined => undefined;

interface NewName {
  readonly feed: FeedName;
  readonly kind: FeedKind;
  readonly spelling: string;
}

/** The names that the story before did not have, in this spelling. */
function newNamesIn({ before, after }: Pick<NamedEdit, 'before' | 'after'>): NewName[] {
  const known = before && feedsIgnoringWithdrawal(before);
  return [...feedsOf(after)].flatMap(([feed, spelling]) => {
    const kind = feedParts(feed)?.kind;
    return kind === undefined || known?.get(feed) === spelling ? [] : [{ feed, kind, spelling }];
  });
}

/** Mostly the name is one that the newsroom gave up, or misspelt before. */
const warnOfClosed = ({ kind, spelling }: NewName) => `opens the ${kind} ${spelling} again, which is closed`;

/** A language has a name of its own for a title. */
const warnOfSpelling = ({ kind, spelling }: NewName, { title }: FeedHead) =>
  kind === 'language' || title === spelling
    ? undefined
    : `${spelling} joins the ${kind} ${title}: both spellings have one address`;

/** The name that an editor writes. For a language this is its tag. */
function writtenName(feed: FeedName, title: string): string {
  const parts = feedParts(feed);
  return parts?.kind === 'language' ? (Intl.getCanonicalLocales(parts.slug)[0] ?? title) : title;
}

/** Where an upload has a name. Tags with one address are merged, so that their places in the story differ. */
function pointerTo(kind: FeedKind, spelling: string, value: unknown): string {
  const { tags, authors } = Object(value) as { tags?: unknown; authors?: unknown };
  const placeIn = (list: unknown, nameOf: (one: unknown) => unknown): number =>
    Array.isArray(list) ? list.findIndex((one) => slug(String(nameOf(one))) === slug(spelling)) : -1;
  if (kind === 'tag') {
    const place = placeIn(tags, (tag) => tag);
    return place < 0 ? '#/tags' : `#/tags/${place}`;
  }
  if (kind === 'author') {
    const place = placeIn(authors, (author) => Object(author).name);
    return place < 0 ? '#/authors' : `#/authors/${place}/name`;
  }
  return `#/${kind}`;
}
