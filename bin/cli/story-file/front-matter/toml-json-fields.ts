import { parseTree } from 'jsonc-parser';
import { parse, TomlDate, TomlError } from 'smol-toml';
import { lineAt, UnreadableStory } from '../parsed-story';
import { isReleaseName } from '../read-release';
import type { YamlFields } from './yaml-fields';

/** The fields of front matter in TOML (Hugo, Zola), whose first line is a line of the file. Throws an UnreadableStory. */
export function parseTomlFields(toml: string, firstLine: number): YamlFields {
  try {
    const { taxonomies, ...fields } = withTexts(parse(toml)) as Record<string, unknown>;
    // Zola keeps tags and categories in a table of their own.
    return fieldsIn({ ...Object(taxonomies), ...fields }, toml, firstLine, (name) => `^\\s*["']?${name}["']?\\s*[.=]`);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
    throw new UnreadableStory(firstLine + error.line - 1, `the front matter cannot be read as TOML: ${reason}`);
  }
}

/** The fields of front matter in JSON (Hugo, Hexo), whose first line is a line of the file. Throws an UnreadableStory. */
export function parseJsonFields(json: string, firstLine: number): YamlFields {
  let fields: unknown;
  try {
    fields = JSON.parse(json);
  } catch (error) {
    const [, position = '0'] = /position (\d+)/.exec(String(error)) ?? [];
    const line = firstLine + lineAt(json, Number(position)) - 1;
    throw new UnreadableStory(line, 'the front matter cannot be read as JSON: write texts and names in double quotes');
  }
  refuseRepeatedHold(json, firstLine);
  return fieldsIn(Object(fields), json, firstLine, (name) => `"${name}"\\s*:`);
}

/** JSON.parse keeps the last of two fields with one name (ECMA-262 §25.5.1), and the first may hold the story back. */
function refuseRepeatedHold(json: string, firstLine: number): void {
  const names = new Set<string>();
  for (const { offset, children: [name] = [] } of parseTree(json)?.children ?? []) {
    const field = String(name?.value);
    if (names.has(field) && isReleaseName(field))
      throw new UnreadableStory(firstLine + lineAt(json, offset) - 1, `${field} stands twice: keep one of the two`);
    names.add(field);
  }
}

/** The length of the JSON object at the beginning of a text; 0 for a text that begins with no such object. */
export function jsonLength(text: string): number {
  if (!/^\s*\{\s*["}]/.test(text)) return 0;
  const tokens = /"(?:[^"\\]|\\.)*"|[{}]/g;
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token === '{') depth += 1;
    if (token === '}') depth -= 1;
    if (depth === 0) return index + token.length;
  }
  return 0;
}

function fieldsIn(
  fields: Readonly<Record<string, unknown>>,
  text: string,
  firstLine: number,
  pattern: (name: string) => string,
): YamlFields {
  return {
    fields,
    yamlNotes: [],
    lineOf: ([name]) => {
      if (name === undefined) return firstLine;
      const found = new RegExp(pattern(name.replace(/[^\w-]/g, '\\$&')), 'm').exec(text);
      return found ? lineAt(text, found.index + found[0].search(/\S/)) + firstLine - 1 : undefined;
    },
    sourceOf: () => undefined,
  };
}

/** The value with each date as a text, as the file writes it. */
function withTexts(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(withTexts);
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withTexts(one)]));
}
