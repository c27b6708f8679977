import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { CommandError } from '../terminal/shell';

/** A line of an export. */
const Line = z.union([
  z.object({ bulletin: z.literal('export'), format: z.literal(1) }),
  z.object({ feed: z.object({ name: z.string(), guid: z.string() }) }),
  z.object({
    revision: z.looseObject({ at: z.string(), story: z.looseObject({ id: z.string(), revision: z.number() }) }),
  }),
  z.object({ end: z.object({ revisions: z.number() }) }),
]);

/** A revision as its line has it, and the line, from 1. */
export interface ExportedRevision {
  readonly revision: Readonly<Record<string, unknown>> & {
    readonly story: { readonly id: string; readonly revision: number };
  };
  readonly line: number;
}

/** What an export holds besides its revisions. */
export interface ExportFile {
  /** By the names of feeds. */
  readonly guids: ReadonlyMap<string, string>;
  readonly revisions: number;
  /** Whether it was written to its end. */
  readonly isComplete: boolean;
}

/** Whether a file's first line says that it is an export. */
export async function isExport(file: string): Promise<boolean> {
  for await (const line of linesOf(file)) return /^\s*\{\s*"bulletin"\s*:\s*"export"/.test(line);
  return false;
}

/** Walks through an export once: what feeds are programName, and how many revisions there are. Throws a CommandError at a broken line. */
export async function scanExport(file: string): Promise<ExportFile> {
  const guids = new Map<string, string>();
  let [revisions, isComplete] = [0, false];
  for await (const { line } of read(file)) {
    if ('feed' in line) guids.set(line.feed.name, line.feed.guid);
    else if ('revision' in line) revisions += 1;
    else if ('end' in line) isComplete = line.end.revisions === revisions;
  }
  return { guids, revisions, isComplete };
}

/** The revisions of an export, one at a time: it may be larger than a machine's memory. */
export async function* readRevisions(file: string): AsyncGenerator<ExportedRevision> {
  for await (const { line, number } of read(file))
    if ('revision' in line) yield { revision: line.revision, line: number };
}

async function* read(file: string): AsyncGenerator<{ line: z.infer<typeof Line>; number: number }> {
  let number = 0;
  for await (const text of linesOf(file)) {
    number += 1;
    if (text.trim() === '') continue;
    const line = Line.safeParse(json(text));
    if (!line.success) {
      // Where an export was cut off, so was its last line.
      throw new CommandError(`${file}:${number}: is no line of an export: was it cut off? Export it again.`);
    }
    yield { line: line.data, number };
  }
}

const linesOf = (file: string) =>
  createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
