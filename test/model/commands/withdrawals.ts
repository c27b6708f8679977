import fc from 'fast-check';
import { current, type Newsroom } from '../newsroom/newsroom';
import { type Command, command, edit, flagOf, ifNot, isWithdrawn, type Outcome } from './commands';
import { ifMatch, keyOf } from './edits';

/** A story is taken back: one that readers know, or one that is under embargo; or its withdrawal is amended. */
export const withdrawing: fc.Arbitrary<Command> = command(
  'withdraw',
  fc.record({
    pick: fc.nat({ max: 12 }),
    note: fc.constantFrom('none', 'new', 'same'),
    match: fc.constantFrom('none', '*', 'current'),
    hasKey: fc.boolean(),
  }),
  async (newsroom, system, { pick, note, match, hasKey }) => {
    const story = newsroom.pick(pick);
    const before = current(story);
    const number = before.number + 1;
    const said = note === 'new' ? `zq${story.number}r${number}n we regret` : before.withdrawal?.note;
    const body = { reason: `zq${story.number}why`, ...(note !== 'none' && said !== undefined && { note: said }) };
    const withdrawal = { at: before.withdrawal?.at ?? newsroom.now, ...body };
    const headers = { ...(match !== 'none' && { 'if-match': ifMatch(story, match) }), ...keyOf(newsroom, hasKey) };
    const outcome = { revision: { ...before, reason: body.reason, withdrawal } };
    await edit(newsroom, system, story, outcome, { method: 'PUT', path: '/withdrawal', body, headers });
  },
);

/** A story comes back as it was, if it was withdrawn: one that is, mostly. */
export const reinstating: fc.Arbitrary<Command> = command(
  'reinstate',
  fc.record({ pick: fc.nat({ max: 12 }), any: ifNot(6, false, fc.constant(true)), hasKey: fc.boolean() }),
  async (newsroom, system, { pick, any, hasKey }) => {
    const withdrawn = newsroom.stories.filter(isWithdrawn);
    const story = (any ? undefined : withdrawn[pick % withdrawn.length]) ?? newsroom.pick(pick);
    const headers = keyOf(newsroom, hasKey);
    await edit(newsroom, system, story, outcomeOfReinstatement(newsroom, story), {
      method: 'DELETE',
      path: '/withdrawal',
      headers,
    });
  },
  ({ stories }, { any }) => (any ? stories.length > 0 : stories.some(isWithdrawn)),
);

function outcomeOfReinstatement({ now }: Newsroom, story: Parameters<typeof current>[0]): Outcome {
  const { withdrawal, breakingUntil: _, reason: _why, ...rest } = current(story);
  if (!withdrawal) return { refused: 409 };
  // Later than the tombstone, or readers would go on to heed it (RFC 6721 §3).
  const updatedAt = rest.publishedAt > now ? rest.publishedAt : Math.max(now, withdrawal.at + 1);
  return { revision: { ...rest, ...flagOf(current(story), now), updatedAt } };
}
