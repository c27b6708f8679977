import { type Document, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { fieldNamed, isLeftOut, isReleaseName } from './field-names';
import { lineAt, type Note, type ParsedStory, UnreadableStory } from './parsed-story';
import { explainAlias, explainYaml, quote, quoteLine } from './yaml-problems';

/** The fields before a text, and the text. */
export interface FrontMatter {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly lineOf: ParsedStory['lineOf'];
  /** The scalar at a path as it is written: the number 1.1 does not show that it was `1.10`. */
  sourceOf(path: readonly (string | number)[]): string | undefined;
  /** Lines that are read with quotation marks, and words that YAML leaves out. */
  readonly yamlNotes: readonly Note[];
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

const NO_FRONT_MATTER = { fields: {}, lineOf: () => undefined, sourceOf: () => undefined, yamlNotes: [] };

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
 * with a blank line below them, are front matter too: as text, an embargo would be published at once. Throws an UnreadableStory for broken YAML, for
 * YAML without fields, and for TOML.
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
  return { ...parseFields(yaml, lineAt(whole, fence.length)), text, line: lineAt(whole, after) };
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
  if (length === 0) return { ...NO_FRONT_MATTER, text: whole, line: 1 };
  const { yamlNotes, ...fields } = parseFields(whole.slice(0, length), 1);
  const [name = ''] = Object.keys(fields.fields);
  const note = { pointer: `#/${name}`, detail: 'the lines above the text are read as fields' };
  return { ...fields, yamlNotes: [note, ...yamlNotes], text: whole.slice(length), line: lineAt(whole, length) };
}

/** No front matter has more lines that need quotation marks. */
const MAX_QUOTED_LINES = 20;

/**
 * Parses YAML, whose first line is a line of the file. A text that YAML would misread, and that can only be a text, is read with
 * quotation marks, with a note.
 */
function parseFields(yaml: string, firstLine: number): Omit<FrontMatter, 'text' | 'line'> {
  const yamlNotes: Note[] = [];
  let [readable, document] = [yaml, parse(yaml)];
  for (let i = 0; i < MAX_QUOTED_LINES; i++) {
    const [error] = document.errors;
    const quoted =
      error && /IMPLICIT_KEY|BAD_SCALAR_START/.test(error.code) ? quoteLine(readable, error.pos[0]) : undefined;
    if (!quoted) break;
    readable = quoted.yaml;
    document = parse(readable);
    const [name = ''] = quoted.written.split(':');
    yamlNotes.push({ pointer: `#/${name}`, detail: `read as ${quoted.written}` });
  }
  // A warning: a word with ! is left out.
  const [error] = [...document.errors, ...document.warnings];
  if (error) throw unreadableYaml(explainYaml(readable, error), firstLine);
  refuseCommentedHold(readable, firstLine);
  const { contents } = document;
  if (contents === null) return NO_FRONT_MATTER;
  if (!isMap(contents))
    throw new UnreadableStory(firstLine, 'the front matter has no fields: write them like headline: River peaks');
  return {
    fields: resolveAliases(document, readable, firstLine),
    yamlNotes: [...yamlNotes, ...commentNotes(contents)],
    lineOf: (path) => {
      const offset = offsetOf(contents, path);
      return offset === undefined ? undefined : lineAt(readable, offset) + firstLine - 1;
    },
    sourceOf: (path) => {
      const node = document.getIn(path, true);
      return isScalar(node) ? node.source : undefined;
    },
  };
}

const parse = (yaml: string) => parseDocument(yaml, { prettyErrors: false });

const unreadableYaml = ({ index, remedy }: { index: number; remedy: string }, firstLine: number): UnreadableStory =>
  new UnreadableStory(index + firstLine, `the front matter cannot be read: ${remedy}`);

const COMMENT_LINE = /^(?<name>[^\s#:][^:]*?)[ \t]*:[ \t]+(?<comment>#.*?)\r?$/;

/** Throws an UnreadableStory for an embargo or a draft of which YAML leaves out all words: `embargo: # until Friday`. */
function refuseCommentedHold(yaml: string, firstLine: number): void {
  for (const [i, line] of yaml.split('\n').entries()) {
    const { name = '', comment = '' } = COMMENT_LINE.exec(line)?.groups ?? {};
    if (!isReleaseName(name) && fieldNamed(name) !== 'publishedAt') continue;
    const remedy = `YAML leaves out ${comment}: write ${name} without the sign #, or take the line out`;
    throw new UnreadableStory(firstLine + i, `${name}: ${remedy}`);
  }
}

/** YAML leaves out the words after ` #`, which belong to a headline such as `#MeToo wins`. */
function commentNotes({ items }: { readonly items: readonly unknown[] }): Note[] {
  return items.flatMap((item) => {
    const { key, value } = Object(item) as { key?: unknown; value?: unknown };
    const comment = isScalar(value) && value.type !== 'BLOCK_FOLDED' && value.type !== 'BLOCK_LITERAL' && value.comment;
    // A hashtag has no space after its sign. A comment below the field begins a line of its own.
    if (!comment || /^\s|\n/.test(comment)) return [];
    const name = String(key);
    const text = [value.source ?? '', `#${comment}`].join(' ').trim();
    const detail = `YAML leaves out #${comment}: to keep it, write ${name}: ${quote(text)}`;
    return [{ pointer: `#/${name}`, detail }];
  });
}

/** The fields, with the value of each alias (`*name`) in its place. */
function resolveAliases(document: Document, yaml: string, firstLine: number): FrontMatter['fields'] {
  try {
    const fields = document.toJS({ maxAliasCount: 100 });
    // Throws for a value that contains itself.
    JSON.stringify(fields);
    return fields;
  } catch {
    throw unreadableYaml(explainAlias(yaml), firstLine);
  }
}

/** The offset of the field at a path. */
function offsetOf(root: unknown, path: readonly string[]): number | undefined {
  let node = root;
  let offset: number | undefined;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(key) === part);
      offset = Object(pair?.key).range?.[0];
      node = pair?.value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      offset = Object(node).range?.[0];
    } else return undefined;
  }
  return offset;
}
