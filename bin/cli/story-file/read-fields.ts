import { type FieldLog, pointerTo } from './field-log';
import { fieldNamed, isLeftOut, isLiteralName, plainName, rankOf, type StoryField } from './field-names';
import type { FrontMatter } from './front-matter/front-matter';
import { type NamedValue, type Note, type Problem, type ReadingRules, UnreadableStory } from './parsed-story';
import { isForeignReleaseName, readRelease } from './read-release';
import { readValue } from './read-value';

/** The fields of a file, before its text is added. */
export interface StoryFields {
  /** Under the names of the API. Unknown fields stay as they are: the server names the nearest field. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The dates of the publication, first the one that counts most. `fields` has none of them. */
  readonly dates: readonly NamedValue[];
  readonly notes: readonly Note[];
  readonly draft?: string;
  readonly isPrivate?: boolean;
  readonly unclear?: string;
  lineOf(path: readonly string[]): number | undefined;
}

/** The fields as a file writes them. */
export interface FieldSource extends Pick<FrontMatter, 'fields' | 'lineOf' | 'sourceOf'> {
  readonly form: 'yaml' | 'json';
}

/** A field of the API, and the name and value that the file has for it. */
interface ReadField extends NamedValue {
  readonly field: StoryField;
}

/**
 * Reads the fields of a file in the sense that their author plainly meant: other names, a text with commas for tags, and so on.
 * Each reading that is not literal gives a note. Throws an UnreadableStory with every field that cannot be read.
 */
export function readFields(source: FieldSource, rules: ReadingRules): StoryFields {
  const [notes, problems]: [Note[], Problem[]] = [[], []];
  const log: FieldLog = {
    note: (name, detail) => void notes.push({ pointer: pointerTo(name), detail }),
    refuse: (path, message) => {
      const line = source.lineOf(path) ?? source.lineOf(path.slice(0, 1)) ?? 1;
      problems.push({ line, message: `${path.join('/')}: ${message}` });
    },
  };
  refuseEmptyEmbargo(source, log);
  const { others, ...release } = readRelease(source.form === 'yaml' ? withoutEmpty(source) : source.fields, rules, log);
  const read: ReadField[] = [];
  const unknown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(others)) {
    const field = meaningOf(name, value, rules);
    if (field !== undefined) read.push({ name, field, value: readField({ name, field, value }, notes) });
    else if (rules.isImport || !isLeftOut(name)) define(unknown, name, value);
    else log.note(name, 'left out: a story here does without it');
  }
  const chosen = chooseNames(read, rules, log);
  const [first, ...more] = problems.sort((a, b) => a.line - b.line);
  if (first) throw new UnreadableStory(first.line, first.message, more);
  const nameOf = new Map<string, string>(chosen.map(({ field, name }) => [field, name]));
  const dates = chosen.filter(({ field }) => field === 'publishedAt');
  const fields: Record<string, unknown> = {};
  for (const { field, value } of chosen) if (field !== 'publishedAt') fields[field] = value;
  return {
    fields: { ...fields, ...unknown },
    dates,
    notes,
    ...release,
    lineOf: ([name, ...inner]) =>
      name === undefined ? source.lineOf([]) : source.lineOf([nameOf.get(name) ?? name, ...inner]),
  };

  function readField({ name, field, value }: ReadField, notes: readonly Note[]): unknown {
    const before = notes.length;
    const result = readValue(value, { name, field, rules, ...log, form: source.form, sourceOf: source.sourceOf });
    const isSilent = notes.length === before && name !== field && field !== 'publishedAt';
    if (isSilent && !rules.isImport) log.note(name, `read as ${field}`);
    return result;
  }
}

/** Sets a property, also one named `__proto__`. */
const define = (object: object, name: string, value: unknown): void =>
  void Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });

/** Jekyll and Hexo list a story's topics in `categories`. */
const isCategories = (name: string): boolean => /^categor(?:y|ies)$/.test(plainName(name));

/** The field that a name means; undefined for an unknown name, and for one that the API knows but takes from no file. */
function meaningOf(name: string, value: unknown, { isImport }: ReadingRules): StoryField | undefined {
  // A list of categories is no section, under either name.
  if (plainName(name) === 'categories' || (isCategories(name) && isImport && Array.isArray(value))) return 'tags';
  const field = fieldNamed(name);
  if (field === undefined || isLiteralName(name)) return field;
  // Themes of generators have pictures of their own form, and a path is no address.
  const isMedia = field === 'image' || field === 'audio';
  return isImport && isMedia && !/^https?:/i.test(String(value)) ? undefined : field;
}

/** One value for each field, and every date in the order of its rank. Categories are tags beside the tags. */
function chooseNames(read: readonly ReadField[], { isImport }: ReadingRules, log: FieldLog): ReadField[] {
  const byField = new Map<StoryField, ReadField[]>();
  for (const one of [...read].sort((a, b) => rankOf(a.field, a.name) - rankOf(b.field, b.name)))
    byField.set(one.field, [...(byField.get(one.field) ?? []), one]);
  return [...byField].flatMap(([field, all]) => {
    const [first, ...others] = all.filter(({ name }) => field !== 'tags' || !isCategories(name));
    const categories = field === 'tags' ? all.find(({ name }) => isCategories(name)) : undefined;
    if (field === 'publishedAt') return all;
    for (const { name, value } of others) {
      if (JSON.stringify(value) === JSON.stringify(first?.value)) continue;
      if (isImport) log.note(name, `left out, because ${first?.name} is there too`);
      else log.refuse([name], `${first?.name} is there too, and says something else: keep one of the two`);
    }
    if (!categories) return first ? [first] : [];
    const topics = [first?.value, categories.value].flatMap((value) => (Array.isArray(value) ? value : []));
    return [{ ...(first ?? categories), value: topics }];
  });
}

/** An embargo without a time holds nothing back, and its author meant to hold the story back. */
function refuseEmptyEmbargo({ fields }: FieldSource, { refuse }: FieldLog): void {
  for (const [name, value] of Object.entries(fields))
    if (plainName(name) === 'embargo' && dropEmpty(value) === undefined)
      refuse([name], 'has no time: write it like 2026-11-22 09:00. If the story may appear at once, take the line out');
}

/** The fields without their empty parts: a template has fields that a story does not fill. */
function withoutEmpty({ fields, sourceOf }: FieldSource): Readonly<Record<string, unknown>> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    // `breakingUntil: null` is a value: until an editor clears the flag. `breakingUntil:` alone is none.
    const isWrittenNull = value === null && fieldNamed(name) === 'breakingUntil' && sourceOf([name]);
    // A template in place of a value (`draft: {{ env }}`) is a map of nothing, and may hold the story back.
    const isSwitch = typeof value === 'object' && value !== null && isForeignReleaseName(name);
    const part = isWrittenNull ? null : isSwitch ? value : dropEmpty(value);
    if (part !== undefined) define(kept, name, part);
  }
  return kept;
}

/** The value without its empty parts; undefined if all of it is empty. */
function dropEmpty(value: unknown): unknown {
  if (value === null || (typeof value === 'string' && value.trim() === '')) return undefined;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const kept = value.map(dropEmpty).filter((one) => one !== undefined);
    return kept.length > 0 || value.length === 0 ? kept : undefined;
  }
  const kept: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(value)) {
    const part = dropEmpty(one);
    if (part !== undefined) define(kept, name, part);
  }
  return Object.keys(kept).length > 0 || Object.keys(value).length === 0 ? kept : undefined;
}
