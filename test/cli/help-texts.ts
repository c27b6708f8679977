import { runCommand } from './command';

/** A command with its own help. */
export interface CommandHelp {
  /** `feeds close` */
  readonly name: string;
  readonly text: string;
  /** Whole command lines, without the comments beside them. */
  readonly examples: readonly string[];
}

/** Every command that `--help` leads to, from the list of all commands down. */
export async function readHelpTexts(name = ''): Promise<CommandHelp[]> {
  const text = await helpOf(name);
  const children = [...text.matchAll(/^ {2}([a-z]+)(?:\|[a-z]+)? .*$/gm)].map(([, child = '']) =>
    `${name} ${child}`.trim(),
  );
  const found: CommandHelp[] = [];
  for (const child of new Set(children)) {
    // Other rows of a help look like commands. The help of such a word is that of its parent.
    if (child === 'help' || !new RegExp(`^Usage: bulletin ${child}\\b`).test(await helpOf(child))) continue;
    found.push(...(await readHelpTexts(child)));
  }
  return name === '' ? found : [{ name, text, examples: examplesIn(text) }, ...found];
}

async function helpOf(name: string): Promise<string> {
  return (await runCommand([...name.split(' ').filter(Boolean), '--help'])).out;
}

const examplesIn = (text: string): string[] =>
  [...text.matchAll(/^(?:Example: | {2})(bulletin .*)$/gm)].map(([, line = '']) => line.split(/ {2,}/)[0] ?? '');
