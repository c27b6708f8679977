import { fieldNamed, isLeftOut } from '../field-names';
import { lineAt, type ReadingRules, UnreadableStory } from '../parsed-story';
import { isReleaseName } from '../read-release';
import { jsonLength, parseJsonFields, parseTomlFields } from './toml-json-fields';
import { NO_FIELDS, parseYamlFields, type YamlFields } from './yaml-fields';

/** The fields before a text, and the text. */
export interface FrontMatter extends YamlFields {
  readonly text: string;
  /** The first line of the text, from 1. */
  readonly line: number;
}

/** Blank lines and invisible characters before the fence do not make it a text: the fields would not count. */
const FENCE = /^[\s\u200B\u2060\uFEFF]*(---|\+\+\+|;;;)[ \t]*(ya?ml|toml|json)?[ \t]*\r?\n/i;
const ENDS: Readonly<Record<string, RegExp>> = {
  '---': /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/m,
  '+++': /^\+\+\+[ \t]*(?:\r?\n|$)/m,
  ';;;': /^;;;[ \t]*(?:\r?\n|$)/m,
};

type FieldsParser = (block: string, firstLine: number, isImport: boolean) => YamlFields;

/** By the fence, or by the language behind it: Hugo and Zola write `+++`, Hexo `;;;`, and Eleventy `---json`. */
const PARSERS: Readonly<Record<string, FieldsParser>> = {
  '': parseYamlFields,
  '+++': parseTomlFields,
  toml: parseTomlFields,
  // Hexo leaves out the braces.
  ';;;': (block, line) => parseJsonFields(/^\s*\{/.test(block) ? block : `{${block}}`, line),
  json: parseJsonFields,
};

/** A line of hyphens or dashes, as word processors change `---`, and the lines below it that may be fields. */
const DASHES = String.raw`[ \t]*[-\u2010-\u2015\u2212]{2,}[ \t]*`;
const LATE_FRONT_MATTER = new RegExp(String.raw`(?:^|\n)${DASHES}\r?\n((?:[^\r\n]+\r?\n)+?)${DASHES}(?:\r?\n|$)`);

/** Fields that are fields also where they stand alone above a text. */
const LONE_FIELD = /^(?:headline|title|embargo|draft)$/i;
const HEADER_LINE = /^(\p{L}[\p{L} _-]{0,30}):[ \t]+\S/u;

const isKnown = (name: string): boolean => fieldNamed(name) !== undefined || isReleaseName(name) || isLeftOut(name);

/** The length of the lines above a text that are fields without the two lines of hyphens; 0 for none. */
function headerLength(whole: string): number {
  const [header = ''] = /^(?:[^\r\n]+(?:\r?\n|$))+/.exec(whole) ?? [];
  const lines = header.split('\n').filter((line) => line.trim() !== '');
  const names = lines.map((line) => HEADER_LINE.exec(line)?.[1]);
  const areFields = names.every((name) => name !== undefined && isKnown(name));
  return areFields && (names.length > 1 || LONE_FIELD.test(names[0] ?? '')) ? header.length : 0;
}

/** Throws an UnreadableStory for fields above a text of which one is unknown, and one may hold the story back. */
function refuseMixedHeader(whole: string): void {
  const [header = ''] = /^(?:[^\r\n]+(?:\r?\n|$))+/.exec(whole) ?? [];
  const names = header
    .trimEnd()
    .split('\n')
    .map((line) => HEADER_LINE.exec(line)?.[1] ?? '');
  const holds = (name: string) => isReleaseName(name) || fieldNamed(name) === 'publishedAt';
  const unknown = names.findIndex((name) => !isKnown(name));
  if (names.includes('') || unknown < 0 || !names.some(holds)) return;
  throw new UnreadableStory(
    unknown + 1,
    `${names[unknown]}: unknown field: take this line out of the fields above the text`,
  );
}

/**
 * Splits a text into front matter and the rest: YAML between two lines of `---`, TOML between `+++`, or JSON. Lines of known
 * fields at the very beginning, with a blank line below them, are front matter too: as text, an embargo would be published at
 * once. Throws an UnreadableStory for front matter that cannot be read, and for fields that would be text.
 */
export function splitFrontMatter(whole: string, { isImport }: ReadingRules): FrontMatter {
  const [fence, mark = '', language = ''] = FENCE.exec(whole) ?? [];
  if (fence === undefined) return splitJson(whole) ?? splitHeader(whole, isImport);
  const rest = whole.slice(fence.length);
  const end = ENDS[mark]?.exec(rest);
  if (!end) throw new UnreadableStory(1, `the front matter has no end: write ${mark} on a line of its own after it.`);
  const block = rest.slice(0, end.index);
  const after = fence.length + end.index + end[0].length;
  const parseFields = PARSERS[mark === '---' ? language.toLowerCase() : mark] ?? PARSERS[''];
  const fields = parseFields?.(block, lineAt(whole, fence.length), isImport) ?? NO_FIELDS;
  return { ...fields, text: whole.slice(after), line: lineAt(whole, after) };
}

/** Hugo's JSON, an object at the beginning of the file; undefined for another text. */
function splitJson(whole: string): FrontMatter | undefined {
  const length = jsonLength(whole);
  const fields = length === 0 ? undefined : parseJsonFields(whole.slice(0, length), 1);
  if (!fields || !Object.keys(fields.fields).some(isKnown)) return undefined;
  return { ...fields, text: whole.slice(length), line: lineAt(whole, length) };
}

/** Throws an UnreadableStory for fields between lines of dashes that are no front matter: as text they hold nothing back. */
function refuseLateFrontMatter(whole: string): void {
  const match = LATE_FRONT_MATTER.exec(whole);
  const [found = '', block = ''] = match ?? [];
  const names = block.split('\n').map((line) => HEADER_LINE.exec(line)?.[1]);
  if (!names.some((name) => name !== undefined && (isReleaseName(name) || fieldNamed(name)))) return;
  throw new UnreadableStory(
    lineAt(whole, (match?.index ?? 0) + found.search(/\S/)),
    'the fields here would be text: begin the file with a line of exactly three hyphens (---), and write another below the fields.',
  );
}

function splitHeader(whole: string, isImport: boolean): FrontMatter {
  refuseLateFrontMatter(whole);
  refuseMixedHeader(whole);
  const length = headerLength(whole);
  if (length === 0) return { ...NO_FIELDS, text: whole, line: 1 };
  const { yamlNotes, ...fields } = parseYamlFields(whole.slice(0, length), 1, isImport);
  const [name = ''] = Object.keys(fields.fields);
  const note = { pointer: `#/${name}`, detail: 'the lines above the text are read as fields' };
  return { ...fields, yamlNotes: [note, ...yamlNotes], text: whole.slice(length), line: lineAt(whole, length) };
}
