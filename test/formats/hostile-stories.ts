import fc from 'fast-check';
import type { FeedStory } from '../../lambdas/news/story/feed-entry';
import { hostileText } from './hostile';
import { minimal } from './sample';

/** Texts that could break our layer around the `feed` package: its marks, its tags, patterns of `String.replace`. */
const ours = fc
  .array(
    fc.constantFrom(
      ']]>',
      '<![CDATA[',
      'held:0',
      'held:1',
      '"held:2"',
      '<entry>',
      '</entry>',
      '</item>',
      '<title type="html">',
      '$&',
      '$1',
      '\r\n',
      '\r',
      '&amp;',
      '&lt;',
      '&',
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** Any text, also an empty one. */
export const anyText = fc.oneof(
  ours,
  hostileText.map((text) => text.slice(1)),
);

/** A story with hostile text in every free text. */
export const hostileStory: fc.Arbitrary<FeedStory> = fc.record({
  ...constants(minimal),
  headline: anyText,
  summary: anyText,
  body: anyText,
  whole: fc.boolean(),
  section: anyText,
  tags: fc.array(anyText, { maxLength: 3 }),
  authors: fc.array(fc.record({ name: anyText, email: anyText, url: anyText }, { requiredKeys: ['name'] }), {
    maxLength: 3,
  }),
  language: anyText,
  correction: fc.record({ at: fc.constant('2013-06-03T20:00:00Z'), note: anyText }),
  image: fc.record(
    { url: fc.constant('https://media.example/a.jpg?a=1&b=2'), alt: anyText, credit: anyText, type: anyText },
    { requiredKeys: ['url'] },
  ),
});

/** A story with hostile values everywhere, also in its ids, addresses and times. */
export const brokenStory: fc.Arbitrary<FeedStory> = fc
  .tuple(
    hostileStory,
    fc.record(
      {
        id: anyText,
        guid: anyText,
        canonicalUrl: fc.oneof(anyText, fc.constant('/relative'), fc.constant('javascript:alert(1)')),
        publishedAt: fc.oneof(anyText, fc.constant('2013-02-30T25:00:00Z')),
        updatedAt: anyText,
        audio: fc.record({ url: fc.oneof(anyText, fc.webUrl()), type: anyText, length: fc.double() }),
        image: fc.record({ url: fc.oneof(anyText, fc.webUrl()), type: fc.oneof(anyText, fc.constant('image/png')) }),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([story, broken]) => ({ ...story, ...broken }));

function constants<T extends object>(value: T): { [K in keyof T]: fc.Arbitrary<T[K]> } {
  const pairs = Object.entries(value).map(([key, each]) => [key, fc.constant(each)]);
  return Object.fromEntries(pairs);
}
