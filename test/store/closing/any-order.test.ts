import fc from 'fast-check';
import { closingAt } from '../../../lambdas/news/feed/closing';
import type { FeedName } from '../../../lambdas/news/feed/feed';
import type { Story } from '../../../lambdas/news/story/story';
import { plusSeconds } from '../../../lambdas/news/values/instant';
import { repair } from '../../../lambdas/store/repair/repair';
import { tableForTests } from '../../harness/engine';
import { everyItem, faultsIn } from '../../harness/newsroom/audit';
import { aStory, NOON } from '../../news/sample-story';
import { countingIds, newsroom } from '../sample-newsroom';

const table = tableForTests();
const room = newsroom(table);
const TAGS = ['One', 'Two', 'Three'];
const feedOf = (tag: number): FeedName => `tag#${TAGS[tag]?.toLowerCase() ?? ''}` as FeedName;

/** Something that a newsroom does with one of three tags and one of its last stories. */
const step = fc.record({
  does: fc.constantFrom(
    ...([
      'empty',
      'empty',
      'close',
      'close',
      'close',
      'move',
      'open',
      'upload',
      'embargo',
      'edit',
      'withdraw',
      'reinstate',
    ] as const),
  ),
  tag: fc.nat(2),
  other: fc.nat(2),
  story: fc.nat(3),
  seconds: fc.constantFrom(1, 5, 70, 4_000),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let count = 0;

/** Takes every story out of a tag, and closes its feed, unless a tombstone keeps it open. */
async function empty(stories: Story[], tag: string): Promise<void> {
  for (const [i, story] of stories.entries()) {
    if (!story.withdrawal && story.tags.includes(tag)) stories[i] = await room.edit(story, { tags: [] });
  }
  room.pass(1);
  await room.writer.closeFeed({ name: `tag#${tag.toLowerCase()}` });
}

async function act(stories: Story[], { does, tag, other, story: which, seconds }: Step): Promise<void> {
  const at = stories.length - 1 - (which % Math.max(stories.length, 1));
  const story = stories[at];
  const tags = [TAGS[tag] ?? ''];
  const keep = (after: Story) => void stories.splice(at, 1, after);
  if (does === 'empty') await empty(stories, tags[0] ?? '');
  else if (does === 'close') await room.writer.closeFeed({ name: feedOf(tag) });
  else if (does === 'move') await room.writer.closeFeed({ name: feedOf(tag), movedTo: feedOf(other) });
  else if (does === 'open') await room.writer.openFeed({ name: feedOf(tag) });
  else if (does === 'upload' || does === 'embargo' || !story) {
    // Some stories are old, so that they would be late changes.
    const publishedAt = plusSeconds(room.now, does === 'embargo' ? seconds : other === 0 ? -9_000 : 0);
    stories.push(await room.upload(aStory({ id: `s-${++count}`, tags, publishedAt })));
  } else if (does === 'edit' && !story.withdrawal) keep(await room.edit(story, { tags: other === 0 ? [] : tags }));
  else if (does === 'withdraw' && !story.withdrawal) keep(await room.withdraw(story, { tombstoneSeconds: seconds }));
  else if (does === 'reinstate' && story.withdrawal) keep(await room.reinstate(story));
}

test('in any order with other edits, closings keep the table whole, and repair has nothing to mend', async () => {
  room.at(NOON);
  const stories: Story[] = [];
  let closed = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 14 }), async (steps) => {
      for (const one of steps) {
        room.pass(one.seconds);
        await act(stories, one);
        for (const tag of [0, 1, 2]) {
          const head = await room.head(feedOf(tag));
          if (!head || !closingAt(head, room.now)) continue;
          closed += 1;
          expect((await room.page(feedOf(tag))).entries).toEqual([]);
          expect(await room.register()).not.toContain(feedOf(tag));
        }
      }
      expect(faultsIn(await everyItem(table), room.now)).toEqual([]);
      const needs = { clock: () => room.now, ids: countingIds(table.name), wait: async () => {}, onProgress: () => {} };
      expect((await repair(table, { ...needs, dryRun: true })).mended).toEqual([]);
    }),
    { numRuns: 12 },
  );
  expect(closed).toBeGreaterThan(5);
}, 120_000);
