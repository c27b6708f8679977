import fc from 'fast-check';
import type { FeedName } from '../../lambdas/news/feed/feed';
import { isInFeed } from '../../lambdas/news/feed/feed-place';
import type { Story } from '../../lambdas/news/story/story';
import { plusSeconds } from '../../lambdas/news/values/instant';
import { tableForTests } from '../harness/engine';
import { aStory } from '../news/sample-story';
import { newsroom } from './sample-newsroom';

const table = tableForTests();

const steps = fc.array(
  fc.record({
    pass: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 100 }), fc.nat({ max: 5_000 })),
    story: fc.nat({ max: 3 }),
    section: fc.nat({ max: 1 }),
    tags: fc.subarray(['x', 'y']),
    publishedIn: fc.integer({ min: -100, max: 4_000 }),
    breaksFor: fc.option(fc.oneof(fc.integer({ min: 1, max: 4_000 }), fc.constant(null)), { nil: undefined }),
  }),
  { minLength: 8, maxLength: 14 },
);

let run = 0;

test('every feed and the register equal a naive model after any edits', async () => {
  const [model, all] = [new Map<string, Story>(), newsroom(table)];
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const own = ++run;
      for (const step of history) {
        all.pass(step.pass);
        await edit(own, step);
        const sections = [0, 1].map((section): FeedName => `section#s-${own}-${section}`);
        const names = [...sections, `tag#x-${own}`, `tag#y-${own}`, 'all', 'breaking'] as const;
        const found = await Promise.all(names.map((name) => all.ids(name)));
        const register = await all.register();
        for (const [i, name] of names.entries()) {
          const expected = [...model.values()].filter((story) => isInFeed(name, story, all.now)).sort(newestFirst);
          expect(found[i] ?? []).toEqual(expected.slice(0, 50).map(({ id }) => id));
          expect(register.includes(name)).toBe(found[i] !== undefined);
        }
        // Breaking news is there with the first story of all, though none may break.
        const isPublic = [...model.values()].some(({ publishedAt }) => publishedAt <= all.now);
        expect(found.slice(-2).map((ids) => ids !== undefined)).toEqual([isPublic, isPublic]);
      }
    }),
    { numRuns: 4 },
  );

  async function edit(own: number, { story, section, tags, publishedIn, breaksFor }: Step) {
    const id = `story-${own}-${story}`;
    const before = model.get(id);
    const asked = plusSeconds(all.now, publishedIn);
    const isPublic = before !== undefined && before.publishedAt <= all.now;
    const publishedAt = isPublic && asked > all.now ? before.publishedAt : asked;
    const begins = [publishedAt, all.now].sort()[1] as string;
    const fields = {
      section: `S ${own} ${section}`,
      tags: tags.map((tag) => `${tag} ${own}`),
      publishedAt,
      breakingUntil: breaksFor === undefined || breaksFor === null ? breaksFor : plusSeconds(begins, breaksFor),
    };
    if (before) model.set(id, await all.edit(before, fields));
    else model.set(id, await all.upload(aStory({ id, ...fields })));
  }
});

type Step = typeof steps extends fc.Arbitrary<(infer T)[]> ? T : never;

const place = ({ publishedAt, id }: Story): string => `${publishedAt}#${id}`;
const newestFirst = (a: Story, b: Story): number => (place(a) < place(b) ? 1 : -1);
