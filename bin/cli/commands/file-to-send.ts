import { checkLanguage } from '../../../lambdas/news/language/check-language';
import type { Warning } from '../server/story-schemas';
import { readStoryFile, type StoryFile } from '../story-file/story-file';
import type { Shell } from '../terminal/shell';

/** A story file as a command sends it. */
export interface FileToSend extends StoryFile {
  /** The changes that the command made. */
  readonly notes: readonly Warning[];
}

/** Reads a story from a file. A language that is none becomes its likely tag, with a note. Throws as readStoryFile does. */
export async function readFileToSend(name: string, shell: Shell): Promise<FileToSend> {
  const file = await readStoryFile(name, shell);
  const { language } = Object(file.value) as { language?: unknown };
  const text = typeof language === 'string' ? language.trim() : '';
  const likely = text === '' ? undefined : checkLanguage(text).likely;
  // Without a likely tag the server refuses the file, or knows the language as the one that it stores.
  if (likely === undefined) return { ...file, notes: [] };
  const detail = `unreadable language: ${text}; the story gets ${likely}`;
  return {
    ...file,
    value: { ...Object(file.value), language: likely },
    notes: [{ pointer: '#/language', detail }],
  };
}
