import fc from 'fast-check';
import { equal } from '../checks/equal';
import type { Newsroom, SentBefore } from '../newsroom/newsroom';
import { DAY } from '../newsroom/time';
import { type Command, command, wordsOf } from './commands';

/** For how long a write with a key is answered as it was. */
const REPEATABLE_FOR = DAY;

const keyOf = ({ headers }: SentBefore): string | undefined => headers['idempotency-key'];

const hasKeyNow = (sent: SentBefore, { now }: Newsroom): boolean =>
  keyOf(sent) !== undefined && now < sent.at + REPEATABLE_FOR;

/** Whether a write that is sent once more has to be taken for the same: by its key, or by the id that it chose. */
const isRepeatable = (sent: SentBefore, newsroom: Newsroom): boolean =>
  hasKeyNow(sent, newsroom) || (sent.method === 'POST' && sent.body !== undefined && 'id' in sent.body);

/** A client that had no answer sends the same again: it gets the same answer, and nothing is done twice. */
export const retrying: fc.Arbitrary<Command> = command(
  'retry',
  fc.nat({ max: 20 }),
  async (newsroom, { bulletin }, pick) => {
    const repeatable = newsroom.sent.filter((sent) => isRepeatable(sent, newsroom)).reverse();
    const sent = repeatable[pick % repeatable.length];
    if (!sent) throw new Error('there is nothing to send again');
    const { method, path, body, headers } = sent;
    const again = await bulletin.newsroom(method, path, { ...(body && { body }), headers });
    equal(`${method} ${path} once more`, [again.status, again.text], [sent.status, sent.text]);
  },
  (newsroom) => newsroom.sent.some((sent) => isRepeatable(sent, newsroom)),
);

/** A key that came with another request. */
export const misusingKeys: fc.Arbitrary<Command> = command(
  'another request with the same key',
  fc.nat({ max: 20 }),
  async (newsroom, { bulletin, stats }, pick) => {
    const keyed = newsroom.sent.filter((sent) => hasKeyNow(sent, newsroom)).reverse();
    const key = keyOf(keyed[pick % keyed.length] as SentBefore) as string;
    const body = wordsOf(++newsroom.numbers, 1);
    const { status, text } = await bulletin.newsroom('POST', '/stories', { body, headers: { 'idempotency-key': key } });
    stats.count(stats.refused, '422');
    equal(`POST with ${key}: ${text}`, status, 422);
  },
  (newsroom) => newsroom.sent.some((sent) => hasKeyNow(sent, newsroom)),
);
