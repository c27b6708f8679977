import type { YAMLError, YAMLWarning } from 'yaml';
import { fieldNamed } from '../field-names';

/** A line of front matter with one field: its place, its name, the space after the colon, and the text. */
const FIELD_LINE =
  /^(?<lead>[ ]*(?:- )?)(?<name>[\p{L}_][\p{L}\p{N}_ -]*?)[ \t]*:(?<space>[ \t]*)(?<text>.*?)[ \t]*\r?$/u;

/** Characters that mean something else in YAML where a text begins with them. */
const SPECIAL = /^["'[\]{}>|*&!#?-]/;

/** A text in quotation marks, of the kind that needs no mark inside where one does. */
export const quote = (text: string): string => (/["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`);

/** YAML in which one line has its text in quotation marks. */
export interface QuotedLine {
  readonly yaml: string;
  /** The index of the line, from 0. */
  readonly index: number;
  /** The field with its quotation marks. */
  readonly written: string;
}

/**
 * Puts the text in the line of an error into quotation marks. Undefined where the line could mean something else: only a text
 * that begins as a text, and that no further line continues, is surely one text.
 */
export function quoteLine(yaml: string, offset: number): QuotedLine | undefined {
  const lines = yaml.split('\n');
  const index = indexAt(yaml, offset);
  const { lead = '', name, space, text } = fieldIn(lines[index]);
  if (name === undefined || space === '' || !text || SPECIAL.test(text) || /\s#/.test(text)) return undefined;
  const next = lines[index + 1] ?? '';
  const indent = next.length - next.trimStart().length;
  if (next.trim() !== '' && (indent > lead.length || next.trimStart().startsWith('- '))) return undefined;
  const written = `${name}: ${quote(text)}`;
  lines[index] = lead + written;
  return { yaml: lines.join('\n'), index, written };
}

/** Why a line is not YAML, in plain words, with the line as it can be written. `index` is from 0. */
export function explainYaml(yaml: string, error: YAMLError | YAMLWarning): { index: number; remedy: string } {
  const lines = yaml.split('\n');
  const index = indexAt(yaml, error.pos[0]);
  const unclosed = /^(?:Flow|Missing closing)/.test(error.message) ? findUnclosed(lines, index) : undefined;
  if (unclosed) return unclosed;
  const { lead = '', name, space, text = '' } = fieldIn(lines[index]);
  // Indented lines go on with the text of the line above them.
  const more = lines.slice(index + 1);
  const end = more.findIndex(
    (line) => !/^\s+[^\s-]/.test(line) || line.length - line.trimStart().length <= lead.length,
  );
  const rest = more.slice(0, Math.max(end, 0)).map((line) => line.trim());
  const isText = !/^[>|]/.test(text) && rest.every((line) => fieldIn(line).name === undefined);
  const whole = isText ? [text, ...rest].join(' ') : text;
  return { index, remedy: remedyFor(error, lines[index] ?? '', { name, space, text: whole }) };
}

function remedyFor(
  { code, message }: YAMLError | YAMLWarning,
  line: string,
  { name, space, text }: { name?: string; space?: string; text: string },
): string {
  if (code === 'DUPLICATE_KEY') return `${name ?? 'this field'} stands twice: keep one of the two`;
  if (code === 'TAB_AS_INDENT') return 'a tab begins this line: begin it with spaces';
  if (name !== undefined && space === '' && text !== '')
    return `a space is missing after the colon: write ${name}: ${text}`;
  if (/same column|indent/i.test(message))
    return 'the spaces before this line do not fit the lines around it: begin the lines of one group at the same place';
  if (name !== undefined && text !== '') return inQuotes(name, text);
  return /^[^\s:-][^:]*$/.test(line.trimEnd())
    ? 'this line names no field: write one like headline: River peaks'
    : 'this line cannot be read: write each field on a line of its own, like headline: "Storm: it comes"';
}

/** What to write for a sign that YAML takes for the name of another value (`*name`). */
export function explainAlias(yaml: string): { index: number; remedy: string } {
  const lines = yaml.split('\n');
  const index = lines.findIndex((line) => fieldIn(line).text?.startsWith('*'));
  const { name, text = '' } = fieldIn(lines[index]);
  return index < 0
    ? { index: 0, remedy: 'a value stands for itself without an end (*name): write the value instead' }
    : { index, remedy: inQuotes(name, text) };
}

/** Fields in which a bracket is a sign of the text. */
const TEXT_FIELDS = new Set<string | undefined>(['headline', 'summary', 'body', 'section']);

const inQuotes = (name: string | undefined, text: string): string =>
  `write the text in quotation marks: ${name}: ${quote(text)}`;

/** The last line up to `index` whose bracket or quotation mark has no end. */
function findUnclosed(lines: readonly string[], index: number): { index: number; remedy: string } | undefined {
  const ends: Readonly<Record<string, string>> = { '[': ']', '{': '}', '"': '"', "'": "'" };
  for (let i = Math.min(index, lines.length - 1); i >= 0; i--) {
    const { name, text = '' } = fieldIn(lines[i]);
    const end = ends[text.charAt(0)];
    if (name === undefined || end === undefined || text.indexOf(end, 1) >= 0) continue;
    const isBracketOfText = /[\]}]/.test(end) && TEXT_FIELDS.has(fieldNamed(name));
    if (isBracketOfText) return { index: i, remedy: inQuotes(name, text) };
    return { index: i, remedy: `a closing ${end} is missing: write ${name}: ${text}${end}` };
  }
  return undefined;
}

const fieldIn = (line = ''): Readonly<Record<string, string | undefined>> => FIELD_LINE.exec(line)?.groups ?? {};

const indexAt = (yaml: string, offset: number): number => yaml.slice(0, offset).split('\n').length - 1;
