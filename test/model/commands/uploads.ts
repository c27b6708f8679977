import fc from 'fast-check';
import { equal } from '../checks/equal';
import { type Content, type Newsroom, newsroomJson, type Story } from '../newsroom/newsroom';
import { HOUR } from '../newsroom/time';
import {
  type Command,
  command,
  contents,
  endOf,
  fieldsOf,
  flagFields,
  flags,
  ifNot,
  type System,
  spans,
  wordsOf,
} from './commands';

const stories = fc.record({
  content: contents,
  hasId: fc.boolean(),
  hasKey: fc.boolean(),
  /** Seconds from now; undefined where the upload names no date. */
  dated: ifNot<number | undefined>(
    2,
    undefined,
    fc.oneof(
      spans,
      spans.map((seconds) => -seconds),
    ),
  ),
  flag: ifNot<Flag | undefined>(3, undefined, flags),
  corrected: ifNot(9, false, fc.constant(true)),
});
type Flag = typeof flags extends fc.Arbitrary<infer F> ? F : never;
type Decided = typeof stories extends fc.Arbitrary<infer D> ? D : never;

/** A story, published now, dated back or under embargo. */
export const uploading = command('upload', stories, upload, () => true);

/** As many stories of one section as push others out of the newest. */
export const burst = command(
  'burst',
  fc.record({ content: contents, count: fc.integer({ min: 5, max: 25 }), back: fc.boolean() }),
  async (newsroom, system, { content, count, back }) => {
    for (let i = 0; i < count; i++) {
      const dated = back ? -(2 * HOUR + i) : undefined;
      await upload(newsroom, system, { content, hasId: true, hasKey: false, dated, flag: undefined, corrected: false });
    }
  },
  ({ prefilled }) => prefilled > 0,
);

export async function upload(
  newsroom: Newsroom,
  { bulletin }: Pick<System, 'bulletin'>,
  decided: Decided,
): Promise<Story> {
  const { content, hasId, hasKey, dated, flag, corrected } = decided;
  const { now } = newsroom;
  const number = ++newsroom.numbers;
  const words = wordsOf(number, 1);
  const publishedAt = now + (dated ?? 0);
  const until = flag === undefined ? undefined : endOf(flag, Math.max(now, publishedAt));
  const note = `zq${number}r1c was wrong`;
  const body = {
    ...words,
    ...fieldsOf(content),
    ...(hasId && { id: `zq${number}id` }),
    ...(dated !== undefined && { publishedAt: new Date(publishedAt * 1000).toISOString() }),
    ...(flag !== undefined && until !== undefined && flagFields(flag, until)),
    ...(corrected && { correction: { note } }),
    reason: `zq${number}why`,
  };
  const headers: Record<string, string> = hasKey ? { 'idempotency-key': `key-of-${number}` } : {};
  const { status, text, headers: answerHeaders } = await bulletin.newsroom('POST', '/stories', { body, headers });
  equal(`POST: ${text}`, status, 201);
  const { story: made }: { story: { guid: string } } = JSON.parse(text);
  const id = hasId ? `zq${number}id` : `zq${number}r1h-at-dawn`;
  const story = newsroom.begin(
    { number, id, guid: made.guid },
    {
      ...(content as Content),
      ...words,
      publishedAt,
      updatedAt: publishedAt,
      reason: body.reason,
      ...(until !== undefined && { breakingUntil: until }),
      ...(corrected && { correction: { at: now, note } }),
    },
  );
  equal('POST', made, newsroomJson(story, now));
  equal('Location', answerHeaders.location, `/newsroom/stories/${id}`);
  equal('ETag', answerHeaders.etag, '"1"');
  equal('one guid each', newsroom.stories.filter(({ guid }) => guid === made.guid).length, 1);
  newsroom.sent.push({ method: 'POST', path: '/stories', body, headers, at: now, status, text });
  return story;
}

/** An id that another story has. */
export const taken: fc.Arbitrary<Command> = command(
  'upload a taken id',
  fc.nat(),
  async (newsroom, { bulletin, stats }, pick) => {
    const { id } = newsroom.pick(pick);
    const number = ++newsroom.numbers;
    const { status, text } = await bulletin.newsroom('POST', '/stories', { body: { ...wordsOf(number, 1), id } });
    stats.count(stats.refused, '409');
    equal(`POST of ${id}: ${text}`, status, 409);
  },
);
