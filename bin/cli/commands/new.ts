import { writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import type { Command } from 'commander';
import { storyTemplate } from '../story-file/story-template';
import { CommandError, EXIT, programName, type Shell, workingFolder } from '../terminal/shell';

const DEFAULT_NAME = 'story.md';

const moreHelp = (shell: Shell) => `
The file is Markdown. It has every field of a story in a comment, with an example. Write the headline and the text, then
publish it. A file that exists stays as it is.

Examples:
  ${programName(shell)} new
  ${programName(shell)} new river.md
`;

/** `new`: a story file to fill in. */
export function addNewCommand(program: Command, shell: Shell): void {
  program
    .command('new')
    .description('writes a story file to fill in, with every field in a comment')
    .argument('[file]', 'the name of the file', DEFAULT_NAME)
    .addHelpText('after', moreHelp(shell))
    .action((name: string) => writeNew(name, shell));
}

async function writeNew(typed: string, shell: Shell): Promise<void> {
  const ending = extname(typed).toLowerCase();
  const name = ending === '' ? `${typed}.md` : typed;
  if (!['', '.md', '.markdown'].includes(ending))
    throw new CommandError(`${typed}: new writes Markdown: name the file like ${DEFAULT_NAME}.`, EXIT.usage);
  const folder = workingFolder(shell);
  try {
    await writeFile(resolve(folder, name), storyTemplate(), { flag: 'wx' });
  } catch (error) {
    const { code = '' } = Object(error) as { code?: string };
    throw new CommandError(`${name}: ${UNWRITABLE[code] ?? `cannot be written (${code})`} (in ${folder}).`);
  }
  shell.out(`${name} is there. Write its headline and text, then: ${programName(shell)} publish ${name}\n`);
}

const UNWRITABLE: Readonly<Record<string, string>> = {
  EEXIST: 'exists already, and stays as it is: name another file',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EACCES: 'you may not write here',
  EROFS: 'you may not write here',
};
