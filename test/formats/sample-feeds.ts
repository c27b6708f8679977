import { type Feed, type FeedKind, feedOf } from '../../lambdas/news/feed/feed';

const feed = (kind: FeedKind, title: string, name = title): Feed => ({
  name: feedOf(kind, name),
  title,
  guid: `urn:uuid:00000000-0000-4000-8000-00000000000${title.length}`,
});

/** Feeds of every kind. One title needs escaping. */
export const feeds: readonly Feed[] = [
  { name: 'all', title: '', guid: 'urn:uuid:11111111-2222-4333-8444-555555555555' },
  { name: 'breaking', title: '', guid: 'urn:uuid:33333333-2222-4333-8444-555555555555' },
  feed('section', 'Middle East'),
  feed('section', 'Łódź & "Süden" <live>'),
  feed('tag', 'Syria'),
  feed('author', 'Ana Öz'),
  feed('language', 'English', 'en'),
];
