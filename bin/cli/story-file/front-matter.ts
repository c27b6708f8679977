import { type Document, isMap, isScalar, isSeq, parseDocument } from 'yaml';
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

const FENCE = /^---[ \t]*\r?\n/;
const END = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/m;

/** The fence of TOML front matter in Hugo and Zola. */
const TOML_FENCE = /^\+\+\+[ \t]*\r?\n/;
const NO_FRONT_MATTER = { fields: {}, lineOf: () => undefined, sourceOf: () => undefined, yamlNotes: [] };

/**
 * Splits a text into front matter (YAML between two lines of `---`) and the rest. Throws an UnreadableStory for broken YAML, for
 * YAML without fields, and for TOML.
 */
export function splitFrontMatter(whole: string): FrontMatter {
  if (TOML_FENCE.test(whole))
    throw new UnreadableStory(1, 'the front matter is in TOML (+++): write it in YAML, between two lines of ---.');
  const fence = FENCE.exec(whole)?.[0];
  if (fence === undefined) return { ...NO_FRONT_MATTER, text: whole, line: 1 };
  const rest = whole.slice(fence.length);
  const end = END.exec(rest);
  if (!end) throw new UnreadableStory(1, 'the front matter has no end: write --- on a line of its own after it.');
  const yaml = rest.slice(0, end.index);
  const after = fence.length + end.index + end[0].length;
  const text = whole.slice(after);
  return { ...parseFields(yaml), text, line: lineAt(whole, after) };
}

/** No front matter has more lines that need quotation marks. */
const MAX_QUOTED_LINES = 20;

/** Parses YAML. A text that YAML would misread, and that can only be a text, is read with quotation marks, with a note. */
function parseFields(yaml: string): Omit<FrontMatter, 'text' | 'line'> {
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
  if (error) throw unreadableYaml(explainYaml(readable, error));
  const { contents } = document;
  if (contents === null) return NO_FRONT_MATTER;
  if (!isMap(contents))
    throw new UnreadableStory(2, 'the front matter has no fields: write them like headline: River peaks');
  return {
    fields: resolveAliases(document, readable),
    yamlNotes: [...yamlNotes, ...commentNotes(contents)],
    lineOf: (path) => {
      const offset = offsetOf(contents, path);
      // The fence is the first line of the file.
      return offset === undefined ? undefined : lineAt(readable, offset) + 1;
    },
    sourceOf: (path) => {
      const node = document.getIn(path, true);
      return isScalar(node) ? node.source : undefined;
    },
  };
}

const parse = (yaml: string) => parseDocument(yaml, { prettyErrors: false });

const unreadableYaml = ({ index, remedy }: { index: number; remedy: string }): UnreadableStory =>
  // The fence is the first line of the file.
  new UnreadableStory(index + 2, `the front matter cannot be read: ${remedy}`);

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
function resolveAliases(document: Document, yaml: string): FrontMatter['fields'] {
  try {
    const fields = document.toJS({ maxAliasCount: 100 });
    // Throws for a value that contains itself.
    JSON.stringify(fields);
    return fields;
  } catch {
    throw unreadableYaml(explainAlias(yaml));
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
