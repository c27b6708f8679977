import type { QuotedLine } from './yaml-problems';

/** A line that begins a field of the outermost level. */
const OUTER_FIELD = /^(?<name>[^\s#\-'"][^:\n]*?)[ \t]*:(?:[ \t]|$)/;
/** A field whose text is in quotation marks that do not end in its line. */
const OPEN_QUOTE = /^[^\s#:'"][^:\n]*:[ \t]+(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)$/;

/**
 * YAML of Jekyll, Hugo or Hexo in the form that YAML 1.2 reads: a text in quotation marks may go on at the beginning of a line
 * there, tabs may indent, and a name may stand twice, of which the last counts. Lines keep their numbers.
 */
export function mendYaml(yaml: string, isNeeded: (name: string) => boolean): string {
  const lines = yaml.split('\n').map((line) => line.replace(/^(?:[ ]*\t)+/, (indent) => indent.replaceAll('\t', '  ')));
  for (let i = 0; i < lines.length; i++) {
    const mark = OPEN_QUOTE.test((lines[i] ?? '').trimEnd()) ? /:[ \t]+(["'])/.exec(lines[i] ?? '')?.[1] : undefined;
    if (mark === undefined) continue;
    const end = lines.findIndex((line, at) => at > i && closes(line, mark));
    if (end < 0) continue;
    for (let at = i + 1; at <= end; at++) if (/^\S/.test(lines[at] ?? '')) lines[at] = ` ${lines[at]}`;
    i = end;
  }
  return withoutRepeated(lines, isNeeded).join('\n');
}

const closes = (line: string, mark: string): boolean => {
  const text = line.trimEnd();
  return text.endsWith(mark) && !(mark === '"' && text.endsWith('\\"'));
};

/** Of two fields with one name the last counts in Jekyll: the lines of the first become comments. */
function withoutRepeated(lines: readonly string[], isNeeded: (name: string) => boolean): string[] {
  const kept = [...lines];
  const names = lines.map((line) => OUTER_FIELD.exec(line)?.groups?.name);
  names.forEach((name, index) => {
    if (name === undefined || names.lastIndexOf(name) === index || isNeeded(name)) return;
    const end = endOfField(lines, index);
    for (let at = index; at < end; at++) kept[at] = '#';
  });
  return kept;
}

/** The line after a field. */
function endOfField(lines: readonly string[], begin: number): number {
  const next = lines.findIndex((line, at) => at > begin && OUTER_FIELD.test(line));
  return next < 0 ? lines.length : next;
}

/** Leaves out the field around a line, from 0. Undefined for a field that the story needs, and for a line outside of fields. */
export function dropField(yaml: string, line: number, isNeeded: (name: string) => boolean): QuotedLine | undefined {
  const lines = yaml.split('\n');
  let index = line;
  while (index >= 0 && !OUTER_FIELD.test(lines[index] ?? '')) index--;
  const name = OUTER_FIELD.exec(lines[index] ?? '')?.groups?.name;
  if (name === undefined || isNeeded(name)) return undefined;
  const end = endOfField(lines, index);
  for (let at = index; at < end; at++) lines[at] = '#';
  return { yaml: lines.join('\n'), index, written: `${name}:` };
}
