import { newsroomPath } from '../../../lambdas/http/routes';
import { checkLanguage } from '../../../lambdas/news/language/check-language';
import type { Endpoint } from '../server/endpoint';
import { readAnswer } from '../server/refusal';
import { Whoami } from '../server/whoami';
import type { Note } from '../story-file/parsed-story';
import { readStoryFile, type StoryFile } from '../story-file/story-file';
import { CommandError, type Shell } from '../terminal/shell';
import { createMissingMediaFinder } from './missing-media';

/** A story file as a command sends it. */
export interface FileToSend extends StoryFile {
  /** The notes and warnings that the run has shown. Each is shown once. */
  readonly shown: Set<string>;
}

/** Reads the story files of one run. */
export interface FileReader {
  /**
   * Reads a story from a file. A language that is none becomes its likely tag, and a picture or sound that is not on the web has
   * a note. Throws as readStoryFile does.
   */
  read(name: string): Promise<FileToSend>;
}

/** A reader for one run. It asks the server for the time zone once, and only for a file with a local date. */
export function createFileReader(server: Endpoint, shell: Shell): FileReader {
  const shown = new Set<string>();
  const findMissingMedia = createMissingMediaFinder();
  let zone: Promise<string> | undefined;
  const askTimeZone = async () => {
    const answer = await server.ask('GET', newsroomPath('whoami'));
    return readAnswer(answer, Whoami, server, shell).publication.timeZone;
  };
  return {
    read: async (name) => {
      const file = await readStoryFile(name, shell, () => {
        zone ??= askTimeZone();
        return zone;
      });
      const missing = file.draft === undefined ? await findMissingMedia(file) : [];
      const tagged = withLikelyLanguage(file);
      return { ...tagged, notes: [...tagged.notes, ...missing], shown };
    },
  };
}

function withLikelyLanguage(file: StoryFile): StoryFile {
  const { language } = file.value;
  const text = typeof language === 'string' ? language.trim() : '';
  const likely = text === '' ? undefined : checkLanguage(text).likely;
  // Without a likely tag the server refuses the file, or knows the language as the one that it stores.
  if (likely === undefined) return file;
  const note: Note = { pointer: '#/language', detail: `unreadable language: ${text}; the story gets ${likely}` };
  return { ...file, value: { ...file.value, language: likely }, notes: [...file.notes, note] };
}

/** Throws a CommandError, with the line, for a file that says that it is a draft. */
export function refuseDraft({ name, draft, lineOf }: StoryFile): void {
  if (draft === undefined) return;
  const line = lineOf([draft]);
  throw new CommandError(
    `${name}${line === undefined ? '' : `:${line}`}: ${draft}: this file says that it is a draft: ` +
      'take the line out when it may be published.',
  );
}
