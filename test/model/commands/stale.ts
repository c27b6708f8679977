import fc from 'fast-check';
import { current } from '../newsroom/newsroom';
import { type Command, command, edit, wordsOf } from './commands';

/** An edit of a revision that is no longer the current one, or of one that nobody named. */
export const stale: fc.Arbitrary<Command> = command(
  'stale edit',
  fc.record({
    pick: fc.nat({ max: 12 }),
    which: fc.constantFrom('edit', 'break', 'clear', 'withdraw', 'reinstate', 'unnamed'),
  }),
  async (newsroom, system, { pick, which }) => {
    const story = newsroom.pick(pick);
    const { number } = current(story);
    const headers = { 'if-match': `"${number === 1 ? 2 : number - 1}"` };
    const body = wordsOf(story.number, 999);
    const stale = { refused: 412 };
    if (which === 'edit') return edit(newsroom, system, story, stale, { method: 'PUT', body, headers });
    if (which === 'unnamed') return edit(newsroom, system, story, { refused: 428 }, { method: 'PUT', body });
    const method = which === 'break' || which === 'withdraw' ? 'PUT' : 'DELETE';
    const path = which === 'break' || which === 'clear' ? '/breaking' : '/withdrawal';
    const sent = { method, path, headers, ...(which === 'withdraw' && { body: { reason: 'error' } }) };
    return edit(newsroom, system, story, stale, sent);
  },
);
