import { type Document, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { fieldNamed } from '../field-names';
import { lineAt, type Note, type ParsedStory, UnreadableStory } from '../parsed-story';
import { isReleaseName, mayHoldBack } from '../read-release';
import { dropField, mendYaml } from './yaml-mending';
import { explainAlias, explainYaml, quote, quoteLine } from './yaml-problems';

/** The fields of a piece of YAML. */
export interface YamlFields {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly lineOf: ParsedStory['lineOf'];
  /** The scalar at a path as it is written: the number 1.1 does not show that it was `1.10`. */
  sourceOf(path: readonly (string | number)[]): string | undefined;
  /** Lines that are read with quotation marks, and words that YAML leaves out. */
  readonly yamlNotes: readonly Note[];
}

export const NO_FIELDS: YamlFields = { fields: {}, lineOf: () => undefined, sourceOf: () => undefined, yamlNotes: [] };

/** No front matter has more lines that need quotation marks. */
const MAX_MENDED_LINES = 20;

/** Whether a story cannot do without a field, or the field may hold it back. */
const isNeeded = (name: string): boolean =>
  isReleaseName(name) || mayHoldBack(name, '') || /^(?:headline|publishedAt|body)$/.test(fieldNamed(name) ?? '');

/**
 * Parses YAML, whose first line is a line of the file. A text that YAML would misread, and that can only be a text, is read with
 * quotation marks, with a note. For an import, a field that cannot be read is left out with a note, if the story can do without.
 * Throws an UnreadableStory for broken YAML, and for YAML without fields.
 */
export function parseYamlFields(yaml: string, firstLine: number, isImport: boolean): YamlFields {
  const yamlNotes: Note[] = [];
  let readable = isImport ? mendYaml(yaml, isNeeded) : yaml;
  let document = parse(readable);
  for (let i = 0; i < MAX_MENDED_LINES; i++) {
    const [error] = [...document.errors, ...(isImport ? document.warnings : [])];
    const quoted =
      error && /IMPLICIT_KEY|BAD_SCALAR_START/.test(error.code) ? quoteLine(readable, error.pos[0]) : undefined;
    const mended =
      quoted ?? (error && isImport ? dropField(readable, explainYaml(readable, error).index, isNeeded) : undefined);
    if (!mended) break;
    readable = mended.yaml;
    document = parse(readable);
    const [name = ''] = mended.written.split(':');
    const detail = quoted ? `read as ${mended.written}` : 'left out: it cannot be read as YAML';
    yamlNotes.push({ pointer: `#/${name}`, detail });
  }
  // A warning: a word with ! is left out.
  const [error] = [...document.errors, ...document.warnings];
  if (error) throw unreadableYaml(explainYaml(readable, error), firstLine);
  refuseCommentedHold(readable, firstLine);
  const { contents } = document;
  if (contents === null) return NO_FIELDS;
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

// Generators merge the fields of `<<: *name`, of which one may hold the story back.
const parse = (yaml: string) => parseDocument(yaml, { prettyErrors: false, merge: true });

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
function resolveAliases(document: Document, yaml: string, firstLine: number): YamlFields['fields'] {
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
