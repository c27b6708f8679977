import { readFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { CommandError, EXIT, type Shell, workingFolder } from '../terminal/shell';
import { refuseForeignFormat } from './foreign-format';
import { parseHtmlStory } from './html';
import { parseJsonStory } from './json';
import { parseMarkdownStory } from './markdown';
import { refuseMediaOnDisk } from './media-addresses';
import { type ParsedStory, type UndatedStory, UnreadableStory } from './parsed-story';
import { parsePlainStory } from './plain';
import { type AskTimeZone, readDates } from './read-dates';

export interface StoryFile extends ParsedStory {
  /** As the user typed it. */
  readonly name: string;
}

/** By the ending of the file name. */
const PARSERS: Readonly<Record<string, (text: string) => UndatedStory>> = {
  '.json': parseJsonStory,
  '.md': parseMarkdownStory,
  '.markdown': parseMarkdownStory,
  '.mdown': parseMarkdownStory,
  '.mkd': parseMarkdownStory,
  '.html': parseHtmlStory,
  '.htm': parseHtmlStory,
  '.txt': parsePlainStory,
};

/** The kinds of files, for the help of commands. */
export const FILE_FORMS_HELP = `
The ending of the file name tells the format:
  .json         the fields of a story, as the server accepts and answers them
  .md           Markdown; fields in front matter (YAML between two lines of ---, or TOML between +++); the headline there or as first # heading
  .html         headline: the first h1, else the title; body: the article, main or body element; front matter is possible
  .txt          headline: the first line; body: the rest, with blank lines between paragraphs
Fields: headline, body, id, summary, section, tags, authors, language, publishedAt, breaking and others.
Usual names and forms are read too, with a note: title, date, embargo, "tags: Rivers, Floods", "author: Ann Li".
A draft is not published. All fields: docs/publishing.md; all readings: docs/editors.md
`;

/**
 * Reads a story from a file. `askTimeZone` is asked for local dates only. Throws a CommandError with the file, the line if known,
 * and the remedy.
 */
export async function readStoryFile(name: string, shell: Shell, askTimeZone: AskTimeZone): Promise<StoryFile> {
  const bytes = await readBytes(name, shell);
  refuseForeignFormat(name, bytes);
  const parse = PARSERS[extname(name).toLowerCase()];
  if (!parse) {
    const endings = Object.keys(PARSERS).join(', ');
    throw new CommandError(`${name}: the ending of its name is unknown: use one of ${endings}.`);
  }
  try {
    const text = decodeText(bytes, name);
    const story = await readDates(parse(text), askTimeZone);
    await refuseMediaOnDisk(story, dirname(resolve(workingFolder(shell), name)), text);
    return { name, ...story };
  } catch (error) {
    if (!(error instanceof UnreadableStory)) throw error;
    const problems = [error, ...error.others].map(({ line, message }) => `${name}:${line}: ${message}`);
    throw new CommandError(problems.join('\n'));
  }
}

async function readBytes(name: string, shell: Shell): Promise<Buffer> {
  const noInput = 'Standard input is not supported: name a file, because its ending tells the format.';
  if (name === '-') throw new CommandError(noInput, EXIT.usage);
  const folder = workingFolder(shell);
  try {
    return await readFile(resolve(folder, name));
  } catch (error) {
    const { code = '' } = Object(error) as { code?: string };
    throw new CommandError(`${name}: ${UNREADABLE[code] ?? `cannot be read (${code})`} (in ${folder}).`);
  }
}

function decodeText(bytes: Buffer, name: string): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CommandError(`${name}: is not UTF-8: in your editor, choose "Save as" and the encoding UTF-8.`);
  }
  if (text.trim() === '') throw new CommandError(`${name}: is empty.`);
  // Old programs end lines with CR alone. The parsers would find one line, and no fields.
  return text.replace(/\r(?!\n)/g, '\n');
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'is a folder: name its files',
  EACCES: 'you may not read it',
};
