import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '../..');

/** Pages that a generator writes; the tests of the generator hold them to the code. */
const GENERATED = new Set(['docs/settings.md', 'docs/errors.md']);

/** The pages whose examples are run, README first. */
export const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .filter((page) => !GENERATED.has(page))
    .sort(),
];

export const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

/** The cells of the tables in a text, a row at a time, without the head and the rule under it. */
export const rowsOf = (text: string): string[][] =>
  [...text.matchAll(/^\|(.*)\|$/gm)]
    .map(([, row = '']) => row.split('|').map((cell) => cell.trim()))
    .filter(([first = '']) => !/^:?-+:?$/.test(first));

/** The text under a heading of a page. */
export const section = (page: string, heading: string): string =>
  new RegExp(`^#+ ${heading}\\n([\\s\\S]*?)(?=^#|$(?![\\s\\S]))`, 'm').exec(textOf(page))?.[1] ?? '';

/** A fenced code block: ```` ```sh aws ````. */
export interface Block {
  readonly page: string;
  /** The line of its fence, from 1. */
  readonly line: number;
  /** The first word after the fence; empty where there is none. */
  readonly language: string;
  /** The words after the language, which say how the block is tested. */
  readonly marker: string;
  readonly text: string;
}

const FENCE = /^```(\S*)(?:[ \t]+(.*?))?[ \t]*\n([\s\S]*?)^```[ \t]*$/gm;

/** The fenced code blocks of a text, in their order. */
export const blocksIn = (page: string, text: string): Block[] =>
  [...text.matchAll(FENCE)].map(({ 1: language = '', 2: marker = '', 3: code = '', index }) => ({
    page,
    line: text.slice(0, index).split('\n').length,
    language,
    marker,
    text: code,
  }));

/** How a block is tested. */
export type Kind = 'run' | 'elsewhere' | 'file' | 'story' | 'import' | 'answer' | 'read by another test';

/** The kind of a block; undefined for one that has neither a runner nor a marker. */
export function kindOf({ language, marker }: Pick<Block, 'language' | 'marker'>): Kind | undefined {
  if (language === 'sh') {
    const kinds = { '': 'run', aws: 'elsewhere', elsewhere: 'elsewhere', package: 'read by another test' } as const;
    return kinds[marker as keyof typeof kinds];
  }
  if (language === 'ts' && /^[\w./-]+\.ts$/.test(marker)) return 'read by another test';
  if (language === 'md' || language === 'json') {
    if (/^[\w./-]+\.(?:md|json)$/.test(marker)) return 'file';
    if (language === 'json') {
      const kinds = { story: 'story', import: 'import', answer: 'answer', stages: 'read by another test' } as const;
      return kinds[marker as keyof typeof kinds];
    }
  }
  return language === 'text' && ['', 'tree'].includes(marker) ? 'read by another test' : undefined;
}

/** A line of a shell up to its comment: a # begins one after white space, and not between quotation marks. */
const BEFORE_COMMENT = /^(?:'[^']*'|"(?:[^"\\]|\\.)*"|[^'"#\s]#?|\s+(?!#)|["'])*/;

/** The commands of a shell block: continued lines are joined, comments and blank lines are dropped. */
export const commandsIn = (text: string): string[] =>
  text
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => (BEFORE_COMMENT.exec(line)?.[0] ?? '').trim())
    .filter((line) => line !== '');

/** The words of a command, without their quotation marks; variables are filled in, but not between single ones. */
export const wordsIn = (command: string, variables: Readonly<Record<string, string>>): string[] =>
  [...command.matchAll(/'([^']*)'|"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(
    ([, single, double, bare]) =>
      single ?? (double ?? bare ?? '').replaceAll(/\$(\w+)/g, (name, variable) => variables[variable] ?? name),
  );

/** The commands that run the command line: installed, in the clone, and by npm. */
const BULLETIN = [
  ['bulletin'],
  ['./bin/bulletin.mjs'],
  ['npm', 'run', '--silent', 'bulletin', '--'],
  ['npm', 'run', 'bulletin', '--'],
];

/** The words after the command line's own name; undefined for another command. */
export function bulletinWords(words: readonly string[]): string[] | undefined {
  const name = BULLETIN.find((form) => form.every((word, i) => words[i] === word));
  return name && words.slice(name.length);
}

/** Where a sample of JSON has a field, or a kind of value, that the actual value has not. */
export function missingFrom(actual: unknown, sample: unknown, pointer = '#'): string[] {
  if (Array.isArray(sample)) {
    if (!Array.isArray(actual)) return [`${pointer} is no list`];
    if (sample.length > 0 && actual.length === 0) return [`${pointer} is empty`];
    return sample.flatMap((one, i) => missingFrom(actual[Math.min(i, actual.length - 1)], one, `${pointer}/${i}`));
  }
  if (typeof sample !== 'object' || sample === null) {
    if (actual === undefined) return [`${pointer} is missing`];
    return sample === null || actual === null || typeof actual === typeof sample ? [] : [`${pointer} is another kind`];
  }
  if (typeof actual !== 'object' || actual === null) return [`${pointer} is no object`];
  return Object.entries(sample).flatMap(([name, value]) =>
    missingFrom(Reflect.get(actual, name), value, `${pointer}/${name}`),
  );
}
