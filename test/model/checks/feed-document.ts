import { type Feed, isTitleOf, NEWEST, newestFirst } from '../newsroom/feeds';
import { ADDRESS, breaks, current, lastUpdateOf, type Story } from '../newsroom/newsroom';
import type { Readers } from '../newsroom/readers';
import { iso, type Seconds } from '../newsroom/time';
import type { Document, File, Item } from './documents';
import { equal } from './equal';

/** Fails unless a document holds a feed's newest stories, the late ones, then the tombstones, each once and right. */
export function compareDocument(
  found: Document,
  { feed, file }: { feed: Feed; file: File },
  readers: Readers,
  now: Seconds,
): void {
  if (!isTitleOf(feed, found.title)) throw new Error(`${found.title} is no title of ${feed}`);
  const late = readers.late(feed, now);
  const rest = found.items.slice(NEWEST).map(({ guid }) => guid);
  for (const { guid } of late.must) if (!rest.includes(guid)) throw new Error(`the late story ${guid} is missing`);
  const shown = late.may.filter(({ guid }) => rest.includes(guid)).sort(newestFirst);
  const stories = [...readers.stories(feed, now).slice(0, NEWEST), ...shown];
  equal(
    'items',
    found.items,
    stories.map((story) => item(story, file, now)),
  );

  const tombstones = readers.tombstones(feed, now);
  equal(
    'tombstones',
    inOrder(found.tombstones.map(({ guid, at }) => `${guid} ${at}`)),
    inOrder(tombstones.map(({ story: { guid }, at }) => `${guid} ${iso(at)}`)),
  );
  for (const { story, note } of tombstones) {
    const { message = '', published } = found.tombstones.find(({ guid }) => guid === story.guid) ?? {};
    if (note !== undefined && !message.includes(note)) throw new Error(`the note is missing: ${message}`);
    if (file !== 'atom.xml') equal('date of publication', published, iso(current(story).publishedAt));
  }
  equal('updated', found.updated, iso(readers.lastUpdate(feed, now)));
}

const inOrder = (texts: readonly string[]): string[] => [...texts].sort();

function item(story: Story, file: File, now: Seconds): Item {
  const revision = current(story);
  const { headline, summary, body, correction, publishedAt } = revision;
  return {
    guid: story.guid,
    link: `${ADDRESS}/stories/${story.id}`,
    headline,
    summary,
    html: correction ? `${body}\n<p>Correction: ${correction.note}</p>` : body,
    published: iso(publishedAt),
    updated: iso(lastUpdateOf(revision)),
    breaking: breaks(revision, now),
    ...(file === 'feed.json' && { extension: extension(story, now) }),
  };
}

function extension(story: Story, now: Seconds) {
  const revision = current(story);
  const { section, number, correction, breakingUntil } = revision;
  const breaking = breaks(revision, now);
  return {
    breaking,
    ...(breaking && { breaking_until: typeof breakingUntil === 'number' ? iso(breakingUntil) : null }),
    section,
    revision: number,
    ...(correction && { correction: { at: iso(correction.at), note: correction.note } }),
  };
}
