import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { lineAt, type ParsedStory, UnreadableStory } from './parsed-story';

/** The fields before a text, and the text. */
export interface FrontMatter {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly lineOf: ParsedStory['lineOf'];
  /** The scalar at a path as it is written: the number 1.1 does not show that it was `1.10`. */
  sourceOf(path: readonly (string | number)[]): string | undefined;
  readonly text: string;
  /** The first line of the text, from 1. */
  readonly line: number;
}

const FENCE = /^---[ \t]*\r?\n/;
const END = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/m;

/** The fence of TOML front matter in Hugo and Zola. */
const TOML_FENCE = /^\+\+\+[ \t]*\r?\n/;
const NO_FRONT_MATTER = { fields: {}, lineOf: () => undefined, sourceOf: () => undefined };

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

function parseFields(yaml: string): Pick<FrontMatter, 'fields' | 'lineOf' | 'sourceOf'> {
  const lines = new LineCounter();
  // The fence is the first line of the file.
  const lineAtOffset = (offset: number): number => lines.linePos(offset).line + 1;
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) throw new UnreadableStory(lineAtOffset(error.pos[0]), `the front matter is not YAML: ${error.message}`);
  const { contents } = document;
  if (contents === null) return NO_FRONT_MATTER;
  if (!isMap(contents))
    throw new UnreadableStory(2, 'the front matter has no fields: write them like headline: River peaks');
  return {
    fields: resolveAliases(document),
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

/** The fields, with the value of each alias (`*name`) in its place. */
function resolveAliases(document: Document): FrontMatter['fields'] {
  try {
    const fields = document.toJS({ maxAliasCount: 100 });
    // Throws for a value that contains itself.
    JSON.stringify(fields);
    return fields;
  } catch {
    throw new UnreadableStory(2, 'the front matter has endless aliases (*name): write the values instead.');
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
