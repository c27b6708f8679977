import type { FrontMatter } from './front-matter';
import { type ParsedStory, UnreadableStory } from './parsed-story';

/** What the text of a file says for a field, and the line it begins at. */
export interface Part {
  readonly text: unknown;
  readonly line: number;
}

/**
 * A story of its front matter and of what its text says; front matter goes first. Throws an UnreadableStory for one without a
 * headline, with `otherwise` for how this form of file gives it one.
 */
export function withHeadline(
  front: FrontMatter,
  parts: { readonly body: Part } & Readonly<Record<string, Part | undefined>>,
  otherwise = 'give it one',
): ParsedStory {
  const said = Object.entries(parts).filter((part): part is [string, Part] => part[1] !== undefined);
  const value = { ...Object.fromEntries(said.map(([name, { text }]) => [name, text])), ...front.fields };
  if (!Object.hasOwn(value, 'headline')) {
    throw new UnreadableStory(front.line, `there is no headline: ${otherwise}, or write headline: … in front matter.`);
  }
  return {
    value,
    lineOf: (path) =>
      front.lineOf(path) ??
      (path[0] === undefined || Object.hasOwn(front.fields, path[0]) ? undefined : parts[path[0]]?.line),
  };
}
