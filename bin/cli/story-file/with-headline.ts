import type { FrontMatter } from './front-matter';
import { type ParsedStory, UnreadableStory } from './parsed-story';

/** The value of a field, taken from the text of a file, and its line. */
export interface Part {
  readonly text: unknown;
  readonly line: number;
}

/**
 * Joins front matter and the parts of the text into a story; front matter wins. Throws an UnreadableStory for a story without
 * a headline; `remedy` says how this kind of file can name one.
 */
export function withHeadline(
  front: FrontMatter,
  parts: { readonly body: Part } & Readonly<Record<string, Part | undefined>>,
  remedy = 'write one',
): ParsedStory {
  const present = Object.entries(parts).filter((part): part is [string, Part] => part[1] !== undefined);
  const value = { ...Object.fromEntries(present.map(([name, { text }]) => [name, text])), ...front.fields };
  if (!Object.hasOwn(value, 'headline')) {
    throw new UnreadableStory(front.line, `there is no headline: ${remedy}, or write headline: … in front matter.`);
  }
  return {
    value,
    notes: [],
    lineOf: (path) =>
      front.lineOf(path) ??
      (path[0] === undefined || Object.hasOwn(front.fields, path[0]) ? undefined : parts[path[0]]?.line),
  };
}
