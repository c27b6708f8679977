import type { Instant } from '../../lambdas/news/values/instant';
import { plusSeconds } from '../../lambdas/news/values/instant';
import { tableForTests } from '../harness/engine';
import { aStory, NOON } from '../news/sample-story';
import { newsroom } from '../store/sample-newsroom';
import { publication, servingOf } from './serving-of';
import { walk } from './walk';

const table = tableForTests();
const room = newsroom(table);
const serving = servingOf(room.reader, () => room.now);

/** Ten thousand stories take minutes, so continuous integration uses fewer. */
const STORIES = Number(process.env.BULLETIN_TEST_STORIES ?? 1_000);
const TEN_YEARS = 10 * 365 * 86_400;
const BEGAN = plusSeconds(NOON, -TEN_YEARS);

/** The publication times: in no order, as in an import, and no two in one second. */
function publications(): Instant[] {
  const moments = Array.from({ length: STORIES }, (_, i) =>
    plusSeconds(BEGAN, Math.floor(((i * 7_919) % STORIES) * (TEN_YEARS / STORIES))),
  );
  return moments;
}

const guid = (i: number | string): string => `urn:uuid:import-${i}`;
const monthOf = (at: Instant): string => at.slice(0, 7);

test('imported stories of ten years are in the right documents, and a walk during edits finds them all', async () => {
  const at = publications();
  for (const [i, publishedAt] of at.entries()) {
    await room.upload(aStory({ id: `import-${i}`, section: 'World', publishedAt }));
    room.pass(1);
  }
  const quiet = await walk(serving, `${publication.url}/sections/world/atom.xml`);
  const archives = quiet.slice(1);
  // Every story is in the document of its month, and none in two.
  const archived = archives.flatMap(({ guids }) => guids);
  expect(new Set(archived).size).toBe(archived.length);
  for (const { self, guids } of archives) {
    const month = /archive\/(\d{4})(\d\d)/.exec(self)?.slice(1).join('-');
    for (const id of guids) expect(monthOf(at[Number(id.slice(guid('').length))] as Instant)).toBe(month);
  }
  process.stdout.write(`${STORIES} stories over ten years: ${quiet.length} documents\n`);

  for (const file of ['rss.xml', 'atom.xml', 'feed.json']) {
    const published = new Set(at.map((_, i) => guid(i)));
    let step = 0;
    const documents = await walk(serving, `${publication.url}/sections/world/${file}`, async () => {
      step++;
      await room.upload(aStory({ id: `${file.slice(0, 3)}-${step}`, section: 'World', publishedAt: room.now }));
      room.pass(1);
      const victim = (step * 61) % STORIES;
      const story = await room.reader.story(`import-${victim}`);
      if (story && !story.withdrawal) {
        const until = plusSeconds(room.now, 86_400);
        await room.edit(story, { withdrawal: { at: room.now, until, reason: 'wrong' } });
      }
      published.delete(guid(victim));
    });
    const newest = new Set(documents[0]?.guids);
    const found = documents.slice(1).flatMap(({ guids }) => guids);
    const walked = new Set([...newest, ...found]);
    expect(new Set(found).size).toBe(found.length);
    expect([...published].filter((id) => !walked.has(id))).toEqual([]);
  }
}, 1_200_000);
