import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { lineAt } from './lines';
import { type ParsedStory, UnreadableStory } from './parsed-story';

/** The fields that stand before a text, and the text. */
export interface FrontMatter {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly lineOf: ParsedStory['lineOf'];
  /** How the value at a path is written, where it is one word of YAML: of `1.10` a number does not tell. */
  sourceOf(path: readonly (string | number)[]): string | undefined;
  readonly text: string;
  /** The line, from 1, at which the text begins. */
  readonly line: number;
}

const FENCE = /^---[ \t]*\r?\n/;
const END = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/m;

/** What stands between fields of TOML, as Hugo and Zola have them. */
const TOML = /^\+\+\+[ \t]*\r?\n/;
const NONE = { fields: {}, lineOf: () => undefined, sourceOf: () => undefined };

/**
 * Front matter (YAML between two lines of `---`) and what follows it. Throws an UnreadableStory for YAML that is broken or no
 * fields, and for TOML.
 */
export function splitFrontMatter(whole: string): FrontMatter {
  if (TOML.test(whole))
    throw new UnreadableStory(1, 'the front matter is in TOML (+++): write it in YAML, between two lines of ---.');
  const fence = FENCE.exec(whole)?.[0];
  if (fence === undefined) return { ...NONE, text: whole, line: 1 };
  const rest = whole.slice(fence.length);
  const end = END.exec(rest);
  if (!end)
    throw new UnreadableStory(
      1,
      'the front matter that begins here does not end: write --- on a line of its own after it.',
    );
  const yaml = rest.slice(0, end.index);
  const after = fence.length + end.index + end[0].length;
  const text = whole.slice(after);
  return { ...fieldsOf(yaml), text, line: lineAt(whole, after) };
}

function fieldsOf(yaml: string): Pick<FrontMatter, 'fields' | 'lineOf' | 'sourceOf'> {
  const lines = new LineCounter();
  // The fence is the first line of the file.
  const lineAtOffset = (offset: number): number => lines.linePos(offset).line + 1;
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) throw new UnreadableStory(lineAtOffset(error.pos[0]), `the front matter is not YAML: ${error.message}`);
  const { contents } = document;
  if (contents === null) return NONE;
  if (!isMap(contents))
    throw new UnreadableStory(2, 'the front matter holds no fields: write them like headline: River peaks');
  return {
    fields: writtenOut(document),
    lineOf: (path) => {
      const offset = offsetOf(contents, path);
      return offset === undefined ? undefined : lineAtOffset(offset);
    },
    sourceOf: (path) => {
      const node = document.getIn(path, true);
      return isScalar(node) ? node.source : undefined;
    },
  };
}

/** The fields, with what is behind each alias (`*name`) in its place. */
function writtenOut(document: Document): FrontMatter['fields'] {
  try {
    const fields = document.toJS({ maxAliasCount: 100 });
    // Nothing that is in itself can be sent.
    JSON.stringify(fields);
    return fields;
  } catch {
    throw new UnreadableStory(2, 'the front matter has aliases (*name) without end: write each field out.');
  }
}

/** Where the field at a path begins, with its name. */
function offsetOf(within: unknown, path: readonly string[]): number | undefined {
  let node = within;
  let offset: number | undefined;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(key) === step);
      offset = Object(pair?.key).range?.[0];
      node = pair?.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = Object(node).range?.[0];
    } else return undefined;
  }
  return offset;
}
