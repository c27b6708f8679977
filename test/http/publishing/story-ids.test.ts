import fc from 'fast-check';
import type { Story } from '../../../lambdas/news/story/story';
import { STORY_ID } from '../../../lambdas/news/story/story-id';
import { createPublishing } from '../../../lambdas/publishing/publishing';
import { idFromHeadline } from '../../../lambdas/publishing/story-ids';
import { randomIds } from '../../../lambdas/runtime/ids';
import type { Reader } from '../../../lambdas/store/read/reader';
import type { Exporter } from '../../../lambdas/store/transfer/exporter';
import type { Importer } from '../../../lambdas/store/transfer/importer';
import type { Writer } from '../../../lambdas/store/write/writer';
import { anyCharacter } from '../../harness/any-character';

test.each([
  ['Kerry Fears Fallout', 1, 'kerry-fears-fallout'],
  ['Kerry Fears Fallout', 2, 'kerry-fears-fallout-2'],
  ['Ünïcode 語 — “quoted”', 1, 'ünïcode-語-quoted'],
  ['🎉', 1, 'story'],
  ['❤\uFE0F', 1, 'story'],
  ['⚠\uFE0F Storm warning', 1, 'storm-warning'],
  ['1\uFE0F\u20E3 Vote', 1, '1-vote'],
  ['C++ or C#?', 1, 'c-plus-plus-or-c-sharp'],
  ['???', 3, 'story-3'],
  ['x'.repeat(300), 1, 'x'.repeat(128)],
  ['x'.repeat(300), 12, `${'x'.repeat(125)}-12`],
  [`${'x'.repeat(127)} y`, 1, 'x'.repeat(127)],
  [`${'storm '.repeat(21)}warning`, 1, 'storm-'.repeat(21).slice(0, -1)],
  [`x${'\u0301\u0323'.repeat(100)}`, 2, 'story-2'],
  [`${'क्षि'.repeat(32)}त्र`, 1, 'क्षि'.repeat(32)],
  ['क्षि'.repeat(40), 2, `${'क्षि'.repeat(31)}-2`],
])('the id of %s, number %i', (headline, number, id) => {
  expect(idFromHeadline(headline, number)).toBe(id);
});

test('any headline makes an id, whole characters only, and another for each number', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: anyCharacter, maxLength: 300 }),
      fc.integer({ min: 2, max: 2 ** 32 - 1 }),
      (headline, number) => {
        const ids = [idFromHeadline(headline, 1), idFromHeadline(headline, number)];
        for (const id of ids) {
          expect(id.length).toBeLessThanOrEqual(128);
          expect(id).toMatch(STORY_ID);
          expect(Buffer.from(id).toString()).toBe(id);
        }
        expect(ids[0]).not.toBe(ids[1]);
      },
    ),
  );
});

test('the id of a long headline ends after a word, in Chinese and Thai too, and uses most of its room', () => {
  const chinese = '国务院总理周三在北京表示将继续扩大对外开放'.repeat(10);
  const thai = 'รัฐบาลประกาศมาตรการใหม่เพื่อช่วยเหลือเกษตรกร'.repeat(5);
  const words = (text: string) => new Intl.Segmenter('en', { granularity: 'word' }).segment(text);
  for (const headline of [chinese, thai]) {
    const id = idFromHeadline(headline, 1);
    expect(headline.startsWith(id)).toBe(true);
    expect(words(headline).containing(id.length)?.index).toBe(id.length);
    expect(id.length).toBeGreaterThan(115);
  }
});

/** The operations on a store that has these ids. `tried` collects the ids of every attempt. */
function operationsWith(taken: Set<string>) {
  const tried: string[] = [];
  const create = async ({ id }: Story) => {
    tried.push(id);
    if (taken.has(id)) return 'conflict';
    taken.add(id);
    return 'stored';
  };
  const made = createPublishing({
    reader: { receipt: async () => undefined } as unknown as Reader,
    writer: { create } as unknown as Writer,
    importer: {} as unknown as Importer,
    exporter: {} as unknown as Exporter,
    publication: { url: 'https://news.example', title: 'News', description: '', language: 'en', lifetime: 60 },
    clock: () => '2026-11-22T20:00:00Z',
    ids: randomIds,
    breakingFor: 'PT4H',
    timeZone: 'UTC',
    withdrawnFor: 'P30D',
  });
  const bearer = { token: 'a', name: 'editor', scopes: ['write'] };
  const value = { headline: 'Morning briefing', body: '<p>News.</p>' };
  const sent = { method: 'POST', path: '/newsroom/stories', body: JSON.stringify(value), bearer };
  return { tried, upload: () => made.upload(sent, value) };
}

test('a headline that is used every day for a year has an id every day, and few are tried', async () => {
  const taken = new Set<string>();
  for (let day = 1; day <= 365; day++) {
    const { tried, upload } = operationsWith(taken);
    const stored = await upload();
    expect(stored).toMatchObject({ status: 201, id: expect.stringMatching(/^morning-briefing(?:-\d+)?$/) });
    if (day <= 20) expect(stored).toMatchObject({ id: day === 1 ? 'morning-briefing' : `morning-briefing-${day}` });
    expect(tried.length).toBeLessThanOrEqual(21);
  }
  expect(taken.size).toBe(365);
});
