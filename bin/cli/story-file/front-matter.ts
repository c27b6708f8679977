import { fieldNamed, isLeftOut } from './field-names';
import { lineAt, UnreadableStory } from './parsed-story';
import { isReleaseName } from './read-release';
import { NO_FIELDS, parseYamlFields, type YamlFields } from './yaml-fields';

/** The fields before a text, and the text. */
export interface FrontMatter extends YamlFields {
  readonly text: string;
  /** The first line of the text, from 1. */
  readonly line: number;
}

/** Blank lines and invisible characters before the fence do not make it a text: the fields would not count. */
const FENCE = /^[\s\u200B\u2060\uFEFF]*---[ \t]*\r?\n/;
const END = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/m;

/** The fence of TOML front matter in Hugo and Zola. */
const TOML_FENCE = /^\+\+\+[ \t]*\r?\n/;

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
 * Splits a text into front matter (YAML between two lines of `---`) and the rest. Lines of known fields at the very beginning,
 * with a blank line below them, are front matter too: as text, an embargo would be published at once. Throws an
 * UnreadableStory for broken YAML, for YAML without fields, for fields that would be text, and for TOML.
 */
export function splitFrontMatter(whole: string): FrontMatter {
  if (TOML_FENCE.test(whole))
    throw new UnreadableStory(1, 'the front matter is in TOML (+++): write it in YAML, between two lines of ---.');
  const fence = FENCE.exec(whole)?.[0];
  if (fence === undefined) {
    refuseLateFrontMatter(whole);
    return splitHeader(whole);
  }
  const rest = whole.slice(fence.length);
  const end = END.exec(rest);
  if (!end) throw new UnreadableStory(1, 'the front matter has no end: write --- on a line of its own after it.');
  const yaml = rest.slice(0, end.index);
  const after = fence.length + end.index + end[0].length;
  const text = whole.slice(after);
  return { ...parseYamlFields(yaml, lineAt(whole, fence.length)), text, line: lineAt(whole, after) };
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

function splitHeader(whole: string): FrontMatter {
  refuseMixedHeader(whole);
  const length = headerLength(whole);
  if (length === 0) return { ...NO_FIELDS, text: whole, line: 1 };
  const { yamlNotes, ...fields } = parseYamlFields(whole.slice(0, length), 1);
  const [name = ''] = Object.keys(fields.fields);
  const note = { pointer: `#/${name}`, detail: 'the lines above the text are read as fields' };
  return { ...fields, yamlNotes: [note, ...yamlNotes], text: whole.slice(length), line: lineAt(whole, length) };
}
