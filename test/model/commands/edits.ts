import fc from 'fast-check';
import { type Content, current, type Newsroom, type Revision, type Story, statusOf } from '../newsroom/newsroom';
import { iso } from '../newsroom/time';
import {
  type Command,
  command,
  contents,
  edit,
  endOf,
  type Flag,
  fieldsOf,
  flagFields,
  flagOf,
  flags,
  ifNot,
  type Outcome,
  spans,
  wordsOf,
} from './commands';

/** Seconds from now. */
const dates = fc.oneof(
  spans,
  spans.map((seconds) => -seconds),
  fc.constant(0),
);

const replacements = fc.record({
  pick: fc.nat({ max: 12 }),
  /** Left out where the edit keeps the feeds. */
  content: ifNot<Content | undefined>(1, undefined, contents),
  /** Seconds from now; undefined where the edit names no date. */
  dated: ifNot<number | undefined>(3, undefined, dates),
  flag: ifNot<Flag | 'off' | undefined>(4, undefined, fc.oneof(flags, fc.constant('off' as const))),
  significant: fc.constantFrom(undefined, true, false),
  correction: fc.constantFrom('keep', 'keep', 'drop', 'new'),
  match: fc.constantFrom('*', 'current', 'weak'),
  hasKey: fc.boolean(),
});
type Decided = typeof replacements extends fc.Arbitrary<infer D> ? D : never;

/** Another text, in other feeds, with another date: whatever a PUT can say. */
export const replacing: fc.Arbitrary<Command> = command('edit', replacements, async (newsroom, system, decided) => {
  const story = newsroom.pick(decided.pick);
  const { body, outcome } = replacement(newsroom, story, decided);
  const headers = { 'if-match': ifMatch(story, decided.match), ...keyOf(newsroom, decided.hasKey) };
  await edit(newsroom, system, story, outcome, { method: 'PUT', body, headers });
});

/** An embargo is moved, or lifted: the story is published now, or as if it had been long ago. */
export const moving: fc.Arbitrary<Command> = command(
  'move an embargo',
  fc.tuple(replacements, dates),
  async (newsroom, system, [decided, dated]) => {
    const embargoed = newsroom.stories.filter((story) => isEmbargoed(story, newsroom.now));
    const story = embargoed[decided.pick % embargoed.length] ?? newsroom.pick(decided.pick);
    const { body, outcome } = replacement(newsroom, story, { ...decided, dated });
    await edit(newsroom, system, story, outcome, { method: 'PUT', body, headers: { 'if-match': '*' } });
  },
  ({ stories, now }) => stories.some((story) => isEmbargoed(story, now)),
);

const isEmbargoed = (story: Story, at: number): boolean => statusOf(current(story), at) === 'scheduled';

/** Which revision an editor names: any, the one that there is, or the same as a CDN passes it on. */
export const ifMatch = (story: Story, match: string): string => {
  const { number } = current(story);
  return match === '*' ? '*' : match === 'weak' ? `W/"${number}"` : `"${number}"`;
};

export const keyOf = ({ edits, now }: Newsroom, hasKey: boolean): Record<string, string> =>
  hasKey ? { 'idempotency-key': `key-${edits}-${now}` } : {};

function replacement(newsroom: Newsroom, story: Story, decided: Decided): { body: object; outcome: Outcome } {
  const { now } = newsroom;
  const before = current(story);
  const { section, tags, authors, language } = before;
  const content = decided.content ?? { section, tags, authors, language };
  const words = wordsOf(story.number, before.number + 1);
  const publishedAt = decided.dated === undefined ? before.publishedAt : now + decided.dated;
  const { flag } = decided;
  const begins = Math.max(now, publishedAt);
  const until = flag === undefined || flag === 'off' ? undefined : endOf(flag, begins);
  const correction = correctionOf(story, before, decided, now);
  const body = {
    ...words,
    ...fieldsOf(content),
    ...(decided.dated !== undefined && { publishedAt: iso(publishedAt) }),
    ...(flag === 'off' && { breaking: false }),
    ...(flag !== undefined && flag !== 'off' && until !== undefined && flagFields(flag, until)),
    ...(correction && { correction: { note: correction.note } }),
    ...(decided.significant !== undefined && { significant: decided.significant }),
    reason: `zq${story.number}why`,
  };
  const was = statusOf(before, now);
  if (was === 'withdrawn' || (was === 'published' && publishedAt > now)) return { body, outcome: { refused: 409 } };
  const updatedAt =
    was === 'scheduled'
      ? publishedAt
      : decided.significant === false
        ? before.updatedAt
        : Math.max(now, before.updatedAt);
  const revision = {
    ...content,
    ...words,
    publishedAt,
    updatedAt,
    reason: body.reason,
    ...(flag === undefined ? flagOf(before, now) : until !== undefined && { breakingUntil: until }),
    ...(correction && { correction }),
  };
  return { body, outcome: { revision } };
}

function correctionOf(story: Story, before: Revision, { correction }: Decided, at: number): Revision['correction'] {
  if (correction === 'drop') return undefined;
  if (correction === 'keep') return before.correction;
  return { at, note: `zq${story.number}r${before.number + 1}c was wrong` };
}
