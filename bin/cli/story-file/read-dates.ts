import { instantAt, parseWrittenDate, type WrittenDate } from '../dates/feed-date';
import { beginOfDay, formatInZone, isKnownZone, readLocalTime } from '../dates/local-time';
import { pointerTo } from './field-log';
import { plainName } from './field-names';
import {
  type NamedValue,
  type Note,
  type ParsedStory,
  type Problem,
  type UndatedStory,
  UnreadableStory,
} from './parsed-story';

/** Gives the time zone of the publication, an IANA name. It is asked only for a file with a local date. */
export type AskTimeZone = () => Promise<string>;

/** A date in the form of the API, with its moment, and a note if the file has another form. */
interface ReadDate {
  readonly text: string;
  /** Milliseconds since 1970; NaN for a moment that no calendar has, which the server refuses. */
  readonly at: number;
  readonly note?: string;
}

/** The form that the API takes: `lambdas/news/upload/read-moment.ts`. */
const LITERAL = /^\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d(?:[.,]\d{1,12})?)?(?:z|[+-]\d\d(?::?\d\d)?)$/i;
const HOW_TO_WRITE = 'write it like 2026-11-22 09:00, or with a zone like 2026-11-22T09:00:00+01:00';

/**
 * Reads the dates of a story. Local ones are in the publication's time zone. An embargo wins over a `publishDate`, and that over
 * a `date`. Throws an UnreadableStory for a text that is no date, for a time that the zone has twice or never, and for dates
 * that differ.
 */
export async function readDates(story: UndatedStory, askTimeZone: AskTimeZone): Promise<ParsedStory> {
  const { dates, ...parsed } = story;
  const notes: Note[] = [...story.notes];
  const problems: Problem[] = [];
  const refuse = (name: string, message: string) =>
    void problems.push({ line: story.lineOf([name]) ?? 1, message: `${name}: ${message}` });
  const read = async ({ name, value }: NamedValue): Promise<ReadDate | undefined> => {
    const date = await readDate(value, name === 'breakingUntil', askTimeZone);
    return typeof date === 'string' ? void refuse(name, date) : date;
  };
  const found: { name: string; date: ReadDate }[] = [];
  for (const one of dates.filter(({ value }) => value !== null)) {
    const date = await read(one);
    if (date) found.push({ name: one.name, date });
  }
  const [first, ...others] = found;
  for (const { name, date } of others) {
    if (first === undefined || date.text === first.date.text || date.at === first.date.at) continue;
    if (winsOver(first.name, name))
      notes.push({ pointer: pointerTo(name), detail: `left out, because ${first.name} wins over it` });
    else refuse(name, `${first.name} is there too, and says another time: keep one of the two`);
  }
  const value: Record<string, unknown> = { ...story.value };
  if (dates.length > 0) value.publishedAt = first?.date.text ?? null;
  if (first) addNote(first.name, first.date.note ?? (first.name === 'publishedAt' ? undefined : 'read as publishedAt'));
  if (value.breakingUntil !== undefined && value.breakingUntil !== null) {
    const until = await read({ name: 'breakingUntil', value: value.breakingUntil });
    value.breakingUntil = until?.text;
    addNote('breakingUntil', until?.note);
  }
  const [problem, ...more] = problems.sort((a, b) => a.line - b.line);
  if (problem) throw new UnreadableStory(problem.line, problem.message, more);
  return { ...parsed, value, notes };

  function addNote(name: string, detail: string | undefined): void {
    if (detail !== undefined) notes.push({ pointer: pointerTo(name), detail });
  }
}

/** Whether a date with one name counts and one with the other does not: what may not appear yet must not appear. */
function winsOver(first: string, second: string): boolean {
  const [a, b] = [plainName(first), plainName(second)];
  return (a === 'embargo' || a === 'publishdate') && b !== a && b !== 'publishedat';
}

/** The date of a value, or why it has none and what to write. `isEnd` refuses a day: an end needs its time. */
async function readDate(value: unknown, isEnd: boolean, askTimeZone: AskTimeZone): Promise<ReadDate | string> {
  const text = typeof value === 'string' ? value.trim() : '';
  if (LITERAL.test(text)) return { text: String(value), at: Date.parse(text) };
  const date = parseWrittenDate(text);
  if (date === undefined || date.precision === 'century' || date.precision === 'month')
    return `${shorten(value)} is not a day of the calendar with or without a time: ${HOW_TO_WRITE}`;
  if (date.precision === 'day' && isEnd) return `${text} has no time: ${HOW_TO_WRITE}`;
  if (date.offset === undefined) return readLocalDate(text, date, await askTimeZone());
  const at = date.local - date.offset * 60_000;
  const instant = instantAt(at);
  return instant === undefined
    ? `${text} is out of range: ${HOW_TO_WRITE}`
    : { text: instant, at, note: `${text} is read as ${instant}` };
}

function readLocalDate(text: string, { local, precision }: WrittenDate, zone: string): ReadDate | string {
  const place = `${zone}, the time zone of the publication`;
  if (!isKnownZone(zone))
    return `this machine does not know ${place}: write the time with its zone, like 2026-11-22T09:00:00+01:00`;
  const readAt = (at: number, meaning: string): ReadDate => {
    const written = formatInZone(at, zone);
    return { text: written, at, note: `${text} is read as ${meaning}${written} in ${place}` };
  };
  if (precision === 'day') {
    const begin = beginOfDay(local, zone);
    return begin === undefined ? `${text} is no day in ${place}` : readAt(begin, 'the beginning of that day, ');
  }
  const { moments, readings } = readLocalTime(local, zone);
  const [moment, second] = moments;
  if (moment !== undefined && second === undefined) return readAt(moment, '');
  const problem =
    moment === undefined ? 'does not exist, because the clocks go forward' : 'comes twice, because the clocks go back';
  return `${text} ${problem} in ${place}: write ${readings.join(' or ')}`;
}

const shorten = (value: unknown): string => {
  const text = typeof value === 'string' ? value.trim() : (JSON.stringify(value) ?? '');
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};
