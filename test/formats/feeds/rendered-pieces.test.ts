import fc from 'fast-check';
import { Feed } from 'feed';
import type { FeedDocument } from '../../../lambdas/formats/feed-document';
import { renderAtom } from '../../../lambdas/formats/feeds/atom';
import { renderJsonFeed } from '../../../lambdas/formats/feeds/json-feed';
import { renderPodcast } from '../../../lambdas/formats/feeds/podcast';
import type { PieceKey } from '../../../lambdas/formats/feeds/rendered-pieces';
import { renderRss } from '../../../lambdas/formats/feeds/rss';
import type { Tombstone } from '../../../lambdas/news/feed/tombstone';
import type { FeedStory } from '../../../lambdas/news/story/feed-entry';
import { PieceCache } from '../../../lambdas/serving/memory/piece-cache';
import { anyText, brokenStory, hostileStory } from '../hostile-stories';
import { allStories, concert, kerry, minimal, publication, storm } from '../sample';

const FORMATS = { renderRss, renderAtom, renderJsonFeed, renderPodcast };
const everyFormat = Object.entries(FORMATS);

const tombstone: Tombstone = {
  id: 'gone',
  guid: 'urn:uuid:7d1d3d1e-6a5f-4a0e-9a38-0d2f5a8b7c22',
  publishedAt: '2013-06-02T09:00:00Z',
  revision: 3,
  withdrawnAt: '2013-06-03T19:00:00Z',
  until: '2013-07-03T19:00:00Z',
};
const audio = { url: 'https://media.example/a.mp3', type: 'audio/mpeg', length: 1, duration: 7 };
const withAudio = (...entries: FeedStory[]): FeedStory[] => entries.map((entry) => ({ ...entry, audio }));
const document: FeedDocument = { ...allStories, entries: withAudio(kerry, storm, concert, minimal) };
const edited: FeedDocument = {
  ...document,
  entries: document.entries.map((entry) =>
    entry.id === storm.id ? { ...entry, revision: 5, headline: 'Calm' } : entry,
  ),
};

/** Kept pieces, with the stories and tombstones that were rendered for them. */
class CountedPieces extends PieceCache {
  readonly rendered: string[] = [];

  override set(key: PieceKey, text: string): void {
    this.rendered.push(key.content.id);
    super.set(key, text);
  }
}

/** A document rendered with pieces, and what was rendered for it. It is equal to the one without. */
function renderWith(pieces: CountedPieces, render: typeof renderRss, of: FeedDocument, publisher = publication) {
  pieces.rendered.length = 0;
  const text = render(publisher, structuredClone(of), undefined, pieces);
  expect(text).toBe(render(publisher, of));
  return { text, rendered: [...pieces.rendered] };
}

describe.each(everyFormat)('%s', (_, render) => {
  const ids = document.entries.map(({ id }) => id);

  test('renders each story once, and after an edit the edited story alone', () => {
    const pieces = new CountedPieces();
    expect(renderWith(pieces, render, document).rendered).toEqual(ids);
    expect(renderWith(pieces, render, document).rendered).toEqual([]);
    const after = renderWith(pieces, render, edited);
    expect(after.rendered).toEqual([storm.id]);
    expect(after.text).toContain('Calm');
  });

  test('takes the pieces of a story into any feed, at any place', () => {
    const pieces = new CountedPieces();
    renderWith(pieces, render, document);
    const other: FeedDocument = {
      ...document,
      feed: { name: 'tag#x', title: 'X', guid: 'urn:uuid:1' },
      entries: document.entries.toReversed().slice(1),
      updated: '2013-06-04T00:00:00Z',
      older: '20130601T000000Z',
    };
    expect(renderWith(pieces, render, other).rendered).toEqual([]);
    const archive = { ...other, archive: { self: '20130602T000000Z', newer: '20130603T000000Z' } };
    expect(renderWith(pieces, render, archive).rendered).toEqual([]);
    const settings = { ...publication, title: 'Other', description: '', language: 'de', lifetime: 3_600 };
    expect(renderWith(pieces, render, other, settings).rendered).toEqual([]);
  });

  test('renders the stories anew for another public address', () => {
    const pieces = new CountedPieces();
    const moved = { ...publication, url: 'https://other.example' };
    renderWith(pieces, render, document);
    const there = renderWith(pieces, render, document, moved);
    expect(there.rendered).toEqual(ids);
    expect(there.text).not.toContain('news.example/stories');
    expect(renderWith(pieces, render, document).rendered).toEqual([]);
  });

  test('renders a story anew at the end of its flag, and no other', () => {
    const pieces = new CountedPieces();
    renderWith(pieces, render, { ...document, now: '2013-06-03T19:59:59Z' });
    expect(renderWith(pieces, render, { ...document, now: '2013-06-03T20:00:00Z' }).rendered).toEqual([storm.id]);
    expect(renderWith(pieces, render, { ...document, now: '2013-06-04T00:00:00Z' }).rendered).toEqual([]);
    expect(renderWith(pieces, render, { ...document, now: '2013-06-03T19:00:00Z' }).rendered).toEqual([]);
  });

  test('renders a story anew if any field differs, though its revision is the same', () => {
    const differences: Partial<FeedStory>[] = [
      ...[
        { headline: 'Other' },
        { guid: 'urn:uuid:2' },
        { summary: 'Other' },
        { body: '<p>Other</p>' },
        { whole: true },
      ],
      ...[{ section: 'Other' }, { tags: ['Other'] }, { authors: [] }, { language: 'de' }, { revision: 5 }],
      ...[{ publishedAt: '2013-06-01T00:00:00Z' }, { updatedAt: '2013-06-03T18:45:11Z' }, { breakingUntil: null }],
      ...[
        { audio: { ...audio, length: 2 } },
        { image: undefined },
        { canonicalUrl: undefined },
        { correction: undefined },
      ],
    ];
    for (const difference of differences) {
      const pieces = new CountedPieces();
      renderWith(pieces, render, document);
      const entries = document.entries.map((entry) => (entry.id === storm.id ? { ...entry, ...difference } : entry));
      expect(renderWith(pieces, render, { ...document, entries }).rendered).toEqual([storm.id]);
    }
  });

  test('never keeps a story that it skips, and reports it in each document', () => {
    const pieces = new CountedPieces();
    const bad = { ...storm, audio, canonicalUrl: '/relative' };
    for (const expected of [[kerry.id, minimal.id], []]) {
      pieces.rendered.length = 0;
      const skipped: string[] = [];
      const entries = [...withAudio(kerry), bad, ...withAudio(minimal)];
      const text = render(publication, { ...document, entries }, (id) => skipped.push(id), pieces);
      expect(skipped).toEqual([storm.id]);
      expect(pieces.rendered).toEqual(expected);
      expect(text).toBe(render(publication, { ...document, entries: withAudio(kerry, minimal) }));
    }
  });

  test('gives the same bytes with any stories that are kept already, and reports the same', () => {
    const story = fc.oneof(hostileStory, brokenStory, fc.constantFrom(...document.entries));
    const stories = fc.uniqueArray(story, { maxLength: 3, selector: ({ id }) => id });
    const tombstones = fc.array(
      anyText.map((note) => ({ ...tombstone, id: `gone ${note}`, guid: note, note })),
      { maxLength: 2 },
    );
    const pieces = new PieceCache();
    fc.assert(
      fc.property(stories, stories, tombstones, fc.boolean(), (some, others, gone, later) => {
        const now = later ? '2013-06-03T21:00:00Z' : document.now;
        render(publication, { ...document, entries: some, tombstones: gone }, undefined, pieces);
        const mixed = { ...document, entries: [...others, ...some], tombstones: gone, now };
        const [skips, freshSkips] = [[] as string[], [] as string[]];
        const text = render(publication, structuredClone(mixed), (id) => skips.push(id), pieces);
        expect(text).toBe(render(publication, mixed, (id) => freshSkips.push(id)));
        expect(skips).toEqual(freshSkips);
      }),
      { numRuns: 40 },
    );
  });
});

test.each([
  ['RSS', renderRss, [storm.guid], 1],
  ['Atom', renderAtom, [storm.guid], 0],
  ['the podcast', renderPodcast, [storm.guid], 1],
] as const)('after an edit `feed` renders one item of %s', (_, render, guids, places) => {
  const pieces = new PieceCache();
  render(publication, document, undefined, pieces);
  const addItem = jest.spyOn(Feed.prototype, 'addItem');
  try {
    render(publication, edited, undefined, pieces);
    const items = addItem.mock.calls.filter(([{ link }]) => link !== '');
    expect(items).toHaveLength(guids.length);
    expect(addItem).toHaveBeenCalledTimes(guids.length + places);
  } finally {
    addItem.mockRestore();
  }
});

test.each([
  ['RSS', renderRss],
  ['Atom', renderAtom],
  ['JSON Feed', renderJsonFeed],
])('%s keeps tombstones too, and another one for a new note', (_, render) => {
  const pieces = new CountedPieces();
  const withTombstones = (...tombstones: Tombstone[]) => ({ ...document, tombstones });
  const other = { ...tombstone, id: 'other' };
  renderWith(pieces, render, withTombstones(tombstone, other));
  expect(renderWith(pieces, render, withTombstones(tombstone, other)).rendered).toEqual([]);
  const noted = withTombstones({ ...tombstone, note: 'Sorry.' }, other);
  expect(renderWith(pieces, render, noted).rendered).toEqual([tombstone.id]);
  expect(renderWith(pieces, render, { ...noted, entries: [] }).rendered).toEqual([]);
});
