import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { parseJson } from '../server/parse-json';
import { CommandError } from '../terminal/shell';

/** A line of an export. */
const Line = z.union([
  z.object({ bulletin: z.literal('export'), format: z.literal(1) }),
  z.object({
    feed: z.object({
      name: z.string(),
      guid: z.string(),
      closed: z.object({ at: z.string(), movedTo: z.string().optional(), until: z.string().optional() }).optional(),
    }),
  }),
  z.object({
    revision: z.looseObject({ at: z.string(), story: z.looseObject({ id: z.string(), revision: z.number() }) }),
  }),
  z.object({ end: z.object({ revisions: z.number() }) }),
]);

/** A revision, and its line from 1. */
export interface ExportedRevision {
  readonly revision: Readonly<Record<string, unknown>> & {
    readonly story: { readonly id: string; readonly revision: number };
  };
  readonly line: number;
}

/** A feed that is or was closed, as a line of an export has it. */
export interface ClosedFeed {
  readonly name: string;
  readonly guid: string;
  readonly closed: { readonly at: string; readonly movedTo?: string; readonly until?: string };
}

/** The feeds and the size of an export. */
export interface ExportFile {
  /** By the name of the feed. */
  readonly guids: ReadonlyMap<string, string>;
  /** First those that opened again: they may end the way from one that moved. */
  readonly closedFeeds: readonly ClosedFeed[];
  readonly revisions: number;
  /** Whether the last line is there and counts the revisions right. */
  readonly isComplete: boolean;
}

/** Reads an export once: its feeds and the number of revisions. Throws a CommandError at a broken line. */
export async function scanExport(file: string): Promise<ExportFile> {
  const guids = new Map<string, string>();
  const closedFeeds: ClosedFeed[] = [];
  let [revisions, isComplete] = [0, false];
  for await (const { line } of readLines(file)) {
    if ('feed' in line) {
      const { name, guid, closed } = line.feed;
      guids.set(name, guid);
      if (closed) closedFeeds.push({ name, guid, closed });
    } else if ('revision' in line) revisions += 1;
    else if ('end' in line) isComplete = line.end.revisions === revisions;
  }
  const opened = closedFeeds.filter(({ closed }) => closed.until !== undefined);
  const closed = closedFeeds.filter(({ closed }) => closed.until === undefined);
  return { guids, closedFeeds: [...opened, ...closed], revisions, isComplete };
}

/** The revisions of an export, one at a time: an export may be larger than the memory. */
export async function* readRevisions(file: string): AsyncGenerator<ExportedRevision> {
  for await (const { line, number } of readLines(file))
    if ('revision' in line) yield { revision: line.revision, line: number };
}

async function* readLines(file: string): AsyncGenerator<{ line: z.infer<typeof Line>; number: number }> {
  let number = 0;
  for await (const text of linesOf(file)) {
    number += 1;
    if (text.trim() === '') continue;
    const line = Line.safeParse(parseJson(text));
    if (!line.success) {
      throw new CommandError(
        `${file}:${number}: is not a line of an export: the file may be cut off. Export it again.`,
      );
    }
    yield { line: line.data, number };
  }
}

/** The lines of a file, without a byte order mark: editors on Windows add one. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let isFirst = true;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    yield isFirst ? line.replace(/^\ufeff/, '') : line;
    isFirst = false;
  }
}
