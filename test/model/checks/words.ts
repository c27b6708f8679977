import { current, type Newsroom, statusOf, storyJson } from '../newsroom/newsroom';

/** The words of stories in a text: each has its story's number, and the revision's. */
export const wordsIn = (text: string): string[] => [
  ...new Set(text.toLowerCase().match(/zq\d+(?:r\d+[a-z]|id|why)/g) ?? []),
];

/** Every word that readers may see now. */
export function publicWords({ stories, now }: Newsroom): Set<string> {
  const texts = stories.map((story) => {
    const revision = current(story);
    if (statusOf(revision, now) === 'published') return JSON.stringify(storyJson(story, revision, now));
    const { withdrawal, publishedAt } = revision;
    return withdrawal && publishedAt <= withdrawal.at ? (withdrawal.note ?? '') : '';
  });
  return new Set(texts.flatMap(wordsIn));
}
