import fc from 'fast-check';
import { current } from '../newsroom/newsroom';
import { iso } from '../newsroom/time';
import { type Command, command, edit, endOf, flags, isWithdrawn } from './commands';
import { keyOf } from './edits';

/** A flag: set, renewed, made shorter. */
export const breaking: fc.Arbitrary<Command> = command(
  'break',
  fc.record({ pick: fc.nat({ max: 12 }), flag: flags, as: fc.constantFrom('until', 'for'), hasKey: fc.boolean() }),
  async (newsroom, system, { pick, flag, as, hasKey }) => {
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
    await edit(newsroom, system, story, outcome, {
      method: 'PUT',
      path: '/breaking',
      body,
      headers: keyOf(newsroom, hasKey),
    });
  },
);

/** A flag is taken away, whether there is one or not. */
export const clearing: fc.Arbitrary<Command> = command(
  'clear',
  fc.record({ pick: fc.nat({ max: 12 }), hasKey: fc.boolean() }),
  async (newsroom, system, { pick, hasKey }) => {
    const story = newsroom.pick(pick);
    const { breakingUntil: _, reason: _why, ...rest } = current(story);
    const outcome = isWithdrawn(story) ? { refused: 409 } : { revision: rest };
    await edit(newsroom, system, story, outcome, {
      method: 'DELETE',
      path: '/breaking',
      headers: keyOf(newsroom, hasKey),
    });
  },
);
