import * as z from 'zod';
import type { Endpoint } from '../server/endpoint';
import { answered, fieldOf, Refusal } from '../server/refusal';
import { Warning } from '../server/stored';
import { ink } from '../terminal/colours';
import type { Progress } from '../terminal/progress';
import type { Shell } from '../terminal/shell';

/** One thing to import, and what it is called in reports. */
export interface Entry {
  readonly name: string;
  readonly value: unknown;
  /** What of it had to be left out. */
  readonly notes: readonly string[];
  /** The feeds that it is in, by name and guid. */
  readonly feeds?: ReadonlyMap<string, string>;
}

export interface Counts {
  stored: number;
  known: number;
  refused: number;
}

export interface Sending {
  readonly server: Endpoint;
  /** What the server calls what is sent. */
  readonly kind: 'stories' | 'revisions';
  readonly json?: boolean;
  readonly shell: Shell;
  readonly progress: Progress;
  readonly counts: Counts;
}

const Results = z.object({
  results: z.array(
    z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('stored'), id: z.string(), revision: z.number(), warnings: z.array(Warning) }),
      z.object({ outcome: z.literal('known'), id: z.string() }),
      z.object({ outcome: z.literal('refused'), errors: z.array(Warning) }),
    ]),
  ),
});

/** What one request takes: so many, and a body of 1 MB. */
const MOST = { entries: 100, bytes: 900_000 };

/** How many the first request brings; the next ones fewer or more, so that each is answered in a few seconds (milliseconds). */
const FIRST = 25;
const ANSWERED = { soon: 2_000, late: 5_000 };

/** Sends everything in its order, as much as fits in one request, and reports each that was refused. */
export async function send(entries: AsyncIterable<Entry> | Iterable<Entry>, sending: Sending): Promise<void> {
  let [batch, bytes]: [Entry[], number] = [[], 0];
  let most = FIRST;
  const flush = async () => {
    const began = Date.now();
    await sendSome(batch, sending);
    const took = Date.now() - began;
    if (took < ANSWERED.soon && batch.length >= most) most = Math.min(most * 2, MOST.entries);
    if (took > ANSWERED.late) most = Math.ceil(most / 2);
    [batch, bytes] = [[], 0];
  };
  for await (const entry of entries) {
    const size = Buffer.byteLength(JSON.stringify(entry.value) ?? '') + 100 * (entry.feeds?.size ?? 0);
    if (batch.length >= most || (batch.length > 0 && bytes + size > MOST.bytes)) await flush();
    batch.push(entry);
    bytes += size;
  }
  if (batch.length > 0) await flush();
}

async function sendSome(batch: readonly Entry[], sending: Sending): Promise<void> {
  const { server, kind, shell, counts, progress } = sending;
  const feeds = new Map(batch.flatMap((entry) => [...(entry.feeds ?? [])]));
  const named = [...feeds].map(([name, guid]) => ({ name, guid }));
  const body = { [kind]: batch.map(({ value }) => value), ...(named.length > 0 && { feeds: named }) };
  const { results } = await told(await server.ask('POST', '/newsroom/imports', { body }), batch, sending);
  batch.forEach((entry, i) => {
    const result = results[i];
    if (result) report(entry, result, sending);
  });
  progress.to(counts.stored + counts.known + counts.refused);

  async function told(answer: Awaited<ReturnType<Endpoint['ask']>>, sent: readonly Entry[], { server }: Sending) {
    try {
      return answered(answer, Results, server, shell);
    } catch (error) {
      // One that is too long for any request is that one's own affair.
      if (!(error instanceof Refusal) || error.problem.status !== 413 || sent.length > 1) throw error;
      return { results: [{ outcome: 'refused' as const, errors: [{ pointer: '#', detail: error.problem.detail }] }] };
    }
  }
}

function report({ name, notes }: Entry, result: z.infer<typeof Results>['results'][number], sending: Sending): void {
  const { counts, json, shell, progress } = sending;
  counts[result.outcome] += 1;
  if (result.outcome === 'refused')
    untaken(name, result.errors.map(({ pointer, detail }) => `${fieldOf(pointer)}: ${detail}`).join('; '), sending);
  if (result.outcome === 'stored') for (const note of notes) progress.say(`${name}: note: ${note}\n`);
  if (json) shell.out(`${JSON.stringify({ name, ...result, ...(notes.length > 0 && { notes }) })}\n`);
}

/** Tells of one thing that was not taken, and why. */
export const untaken = (name: string, why: string, { progress, shell }: Pick<Sending, 'progress' | 'shell'>): void =>
  progress.say(`${ink(shell)('red', `${name}: not taken`)}: ${why}\n`);
