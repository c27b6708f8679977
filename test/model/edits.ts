import fc from 'fast-check';
import {
  contents,
  type Deed,
  deed,
  edit,
  endOf,
  type Flag,
  fieldsOf,
  flagFields,
  flagOf,
  flags,
  ifNot,
  isWithdrawn,
  type Outcome,
  spans,
  wordsOf,
} from './deeds';
import { type Content, current, type Newsroom, type Revision, type Story, statusOf } from './newsroom';
import { iso } from './time';

const replacements = fc.record({
  pick: fc.nat({ max: 12 }),
  /** Left out where the story stays where it is. */
  content: ifNot<Content | undefined>(1, undefined, contents),
  /** Seconds from now; undefined where the edit names no date. */
  dated: ifNot<number | undefined>(
    3,
    undefined,
    fc.oneof(
      spans,
      spans.map((seconds) => -seconds),
      fc.constant(0),
    ),
  ),
  flag: ifNot<Flag | 'off' | undefined>(4, undefined, fc.oneof(flags, fc.constant('off' as const))),
  significant: fc.constantFrom(undefined, true, false),
  correction: fc.constantFrom('keep', 'keep', 'drop', 'new'),
  match: fc.constantFrom('*', 'current', 'weak'),
  hasKey: fc.boolean(),
});
type Decided = typeof replacements extends fc.Arbitrary<infer D> ? D : never;

/** Another text, in other feeds, with another date: whatever a PUT can say. */
export const replacing: fc.Arbitrary<Deed> = deed('edit', replacements, async (newsroom, world, decided) => {
  const story = newsroom.pick(decided.pick);
  const { body, outcome } = replacement(newsroom, story, decided);
  const headers = { 'if-match': ifMatch(story, decided.match), ...keyOf(newsroom, decided.hasKey) };
  await edit(newsroom, world, story, outcome, { method: 'PUT', body, headers });
});

/** What editor named a revision: any, the one that there is, or the same as a CDN passes it on. */
export const ifMatch = (story: Story, match: string): string => {
  const { number } = current(story);
  return match === '*' ? '*' : match === 'weak' ? `W/"${number}"` : `"${number}"`;
};

export const keyOf = ({ turns, now }: Newsroom, hasKey: boolean): Record<string, string> =>
  hasKey ? { 'idempotency-key': `key-${turns}-${now}` } : {};

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

/** A flag: set, renewed, made shorter. */
export const breaking: fc.Arbitrary<Deed> = deed(
  'break',
  fc.record({ pick: fc.nat({ max: 12 }), flag: flags, as: fc.constantFrom('until', 'for'), hasKey: fc.boolean() }),
  async (newsroom, world, { pick, flag, as, hasKey }) => {
    const story = newsroom.pick(pick);
    const before = current(story);
    const until = endOf(flag, Math.max(newsroom.now, before.publishedAt));
    const body =
      flag === 'default'
        ? {}
        : until === null
          ? { until }
          : as === 'for'
            ? { for: `PT${flag}S` }
            : { until: iso(until) };
    const { reason: _, ...rest } = before;
    const outcome = isWithdrawn(story) ? { refused: 409 } : { revision: { ...rest, breakingUntil: until } };
    await edit(newsroom, world, story, outcome, {
      method: 'PUT',
      path: '/breaking',
      body,
      headers: keyOf(newsroom, hasKey),
    });
  },
);

/** A flag is taken away, whether there is one or not. */
export const clearing: fc.Arbitrary<Deed> = deed(
  'clear',
  fc.record({ pick: fc.nat({ max: 12 }), hasKey: fc.boolean() }),
  async (newsroom, world, { pick, hasKey }) => {
    const story = newsroom.pick(pick);
    const { breakingUntil: _, reason: _why, ...rest } = current(story);
    const outcome = isWithdrawn(story) ? { refused: 409 } : { revision: rest };
    await edit(newsroom, world, story, outcome, {
      method: 'DELETE',
      path: '/breaking',
      headers: keyOf(newsroom, hasKey),
    });
  },
);

/** An edit of a revision that is no longer the current one, or of one that nobody named. */
export const stale: fc.Arbitrary<Deed> = deed(
  'stale edit',
  fc.record({
    pick: fc.nat({ max: 12 }),
    which: fc.constantFrom('edit', 'break', 'clear', 'withdraw', 'reinstate', 'unnamed'),
  }),
  async (newsroom, world, { pick, which }) => {
    const story = newsroom.pick(pick);
    const headers = { 'if-match': `"${current(story).number + 1}"` };
    const body = wordsOf(story.number, 999);
    const stale = { refused: 412 };
    if (which === 'edit') return edit(newsroom, world, story, stale, { method: 'PUT', body, headers });
    if (which === 'unnamed') return edit(newsroom, world, story, { refused: 428 }, { method: 'PUT', body });
    const method = which === 'break' || which === 'withdraw' ? 'PUT' : 'DELETE';
    const path = which === 'break' || which === 'clear' ? '/breaking' : '/withdrawal';
    const sent = { method, path, headers, ...(which === 'withdraw' && { body: { reason: 'error' } }) };
    return edit(newsroom, world, story, stale, sent);
  },
);
