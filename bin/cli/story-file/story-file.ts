import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { CommandError, EXIT, type Shell, workingFolder } from '../terminal/shell';
import { parseHtmlStory } from './html';
import { parseJsonStory } from './json';
import { parseMarkdownStory } from './markdown';
import { type ParsedStory, UnreadableStory } from './parsed-story';
import { parsePlainStory } from './plain';

export interface StoryFile extends ParsedStory {
  /** As it was named. */
  readonly name: string;
}

/** What is read, by the ending of a file's name. */
const READERS: Readonly<Record<string, (text: string) => ParsedStory>> = {
  '.json': parseJsonStory,
  '.md': (text) => parseMarkdownStory(text),
  '.markdown': (text) => parseMarkdownStory(text),
  '.html': parseHtmlStory,
  '.htm': parseHtmlStory,
  '.txt': parsePlainStory,
};

/** The forms of file there are, as help tells them. */
export const FILE_FORMS_HELP = `
Files, by the ending of their names:
  .json         the story's fields, as the server takes and gives them
  .md           Markdown; fields stand in front matter (YAML between two lines of ---), the headline there or as first # heading
  .html         the first h1, else the title, is the headline; the article, main or body is the body; front matter may stand first
  .txt          the first line is the headline, the rest the body, with blank lines between paragraphs
Fields: headline, body, id, summary, section, tags, authors (each with a name), language, publishedAt, breaking, …: README, "Publish".
`;

/** Reads a story from a file. Throws a CommandError that names the file, the line where there is one, and what to do. */
export async function readStoryFile(name: string, shell: Shell): Promise<StoryFile> {
  const bytes = await bytesOf(name, shell);
  const read = READERS[extname(name).toLowerCase()];
  if (!read) {
    const endings = Object.keys(READERS).join(', ');
    throw new CommandError(`${name}: what is in it cannot be told from its name: end it in one of ${endings}.`);
  }
  try {
    return { name, ...read(textIn(bytes, name)) };
  } catch (error) {
    if (error instanceof UnreadableStory) throw new CommandError(`${name}:${error.line}: ${error.message}`);
    throw error;
  }
}

async function bytesOf(name: string, shell: Shell): Promise<Buffer> {
  if (name === '-')
    throw new CommandError('Standard input is not read: name a file, whose ending says what is in it.', EXIT.usage);
  const folder = workingFolder(shell);
  try {
    return await readFile(resolve(folder, name));
  } catch (error) {
    const { code = '' } = Object(error) as { code?: string };
    throw new CommandError(`${name}: ${UNREADABLE[code] ?? `cannot be read (${code})`} (from ${folder}).`);
  }
}

function textIn(bytes: Buffer, name: string): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CommandError(`${name}: is not UTF-8: save it in that encoding.`);
  }
  if (text.trim() === '') throw new CommandError(`${name}: is empty.`);
  return text;
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'is a folder: name the files in it',
  EACCES: 'may not be read by you',
};
