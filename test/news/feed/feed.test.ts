import {
  type FeedName,
  feedOf,
  feedParts,
  feedsIgnoringWithdrawal,
  feedsOf,
  newFeedTitle,
} from '../../../lambdas/news/feed/feed';
import { aStory, NOON } from '../sample-story';

describe('the feeds of a story', () => {
  test("are all, its section, tags, authors and language, each with the story's spelling", () => {
    const story = aStory({ section: 'Middle East', tags: ['Syria', 'John Kerry'], authors: [{ name: 'Łukasz Żak' }] });
    expect([...feedsOf(story)]).toEqual([
      ['all', ''],
      ['section#middle-east', 'Middle East'],
      ['tag#syria', 'Syria'],
      ['tag#john-kerry', 'John Kerry'],
      ['author#łukasz-żak', 'Łukasz Żak'],
      ['language#en', 'en'],
    ]);
  });

  test('are all and its language when it has nothing else', () => {
    expect([...feedsOf(aStory()).keys()]).toEqual(['all', 'language#en']);
  });

  test('include breaking while a flag is set, ended or not', () => {
    for (const breakingUntil of [null, '1999-01-01T00:00:00Z', '2099-01-01T00:00:00Z']) {
      expect(feedsOf(aStory({ breakingUntil })).has('breaking')).toBe(true);
    }
  });

  test('are one for two spellings of a name, with the first as title', () => {
    const feeds = feedsOf(aStory({ tags: ['R&D', 'r d', 'R-D'] }));
    expect([...feeds].filter(([name]) => name.startsWith('tag#'))).toEqual([['tag#r-d', 'R&D']]);
  });

  test('tell a tag from a section of one name', () => {
    const feeds = feedsOf(aStory({ section: 'World', tags: ['World'] }));
    expect([...feeds.keys()]).toEqual(['all', 'section#world', 'tag#world', 'language#en']);
  });

  test('are none after a withdrawal', () => {
    expect(feedsOf(aStory({ breakingUntil: null, withdrawal: { at: NOON, reason: 'wrong' } })).size).toBe(0);
  });

  test('include audio for a story with a recording, and not for the mention of one', () => {
    const isHeard = (audio: object) => feedsOf(aStory({ audio })).has('audio');
    expect(isHeard({ url: 'https://a.example/a.mp3', type: 'audio/mpeg' })).toBe(true);
    expect(isHeard({ duration: 167 })).toBe(false);
    expect(isHeard({ url: 'https://a.example/a.mp3' })).toBe(false);
    expect(isHeard({ url: 'https://a.example/a.mp4', type: 'video/mp4' })).toBe(false);
  });

  test('are sixteen at most', () => {
    const story = aStory({
      section: 's',
      tags: [...'abcdefgh'],
      authors: [...'ijk'].map((name) => ({ name })),
      breakingUntil: null,
      audio: { url: 'https://a.example/a.mp3', type: 'audio/mpeg' },
    });
    expect(feedsOf(story).size).toBe(16);
  });
});

test('the parts of a name make it again; all and breaking have none', () => {
  expect(feedParts('section#middle-east')).toEqual({ kind: 'section', slug: 'middle-east' });
  expect(feedOf('section', 'Middle East')).toBe('section#middle-east');
  expect(feedParts('all')).toBeUndefined();
  expect(feedParts('breaking')).toBeUndefined();
});

test.each<[FeedName, string, string]>([
  ['language#en', 'en', 'English'],
  ['language#fr', 'fr', 'français'],
  ['language#pt-br', 'pt-BR', 'português (Brasil)'],
  ['language#tlh', 'tlh', 'Klingon'],
  ['section#en', 'en', 'en'],
  ['all', '', ''],
])('the feed %s, first spelled %j, has the title %j', (name, spelling, title) => {
  expect(newFeedTitle(name, spelling)).toBe(title);
});

describe('the list of feeds', () => {
  const story = aStory({ section: 'World', tags: [], authors: [], language: 'en' });

  test('is made once for each story', () => {
    expect(feedsIgnoringWithdrawal(story)).toBe(feedsIgnoringWithdrawal(story));
    expect(feedsOf(story)).toBe(feedsIgnoringWithdrawal(story));
  });

  test('follows each edit', () => {
    expect([...feedsOf(story).keys()]).toEqual(['all', 'section#world', 'language#en']);
    expect([...feedsOf({ ...story, section: 'Sport' }).keys()]).toEqual(['all', 'section#sport', 'language#en']);
    const withdrawal = { at: NOON, reason: 'wrong' };
    expect([...feedsOf({ ...story, withdrawal }).keys()]).toEqual([]);
    expect(feedsIgnoringWithdrawal({ ...story, withdrawal })).toEqual(feedsOf(story));
  });
});
