import * as z from 'zod';
import { newsroomPath } from '../../../lambdas/http/routes';
import type { FetchResult } from '../../../lambdas/outgoing/fetch-limited';
import type { Endpoint } from '../server/endpoint';
import { fieldPath, Refusal, readAnswer } from '../server/refusal';
import { Warning } from '../server/story-schemas';
import { type DryRunOptions, dryRunQuery } from '../stories/dry-run';
import { painter } from '../terminal/colours';
import type { Shell } from '../terminal/shell';
import type { ClosedFeed } from './export-file';
import { type ImportEntry, type ImportSource, isSkipped } from './import-source';
import type { ImportReport } from './report';

/** The surroundings of one import. */
export interface Importing extends DryRunOptions {
  readonly server: Endpoint;
  readonly kind: ImportSource['kind'];
  readonly shell: Shell;
  readonly report: ImportReport;
}

const importPath = (options: DryRunOptions): string => newsroomPath('imports') + dryRunQuery(options);

const Results = z.object({
  results: z.array(
    z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('stored'), id: z.string(), revision: z.number(), warnings: z.array(Warning) }),
      z.object({ outcome: z.literal('known'), id: z.string() }),
      z.object({ outcome: z.literal('refused'), errors: z.array(Warning) }),
    ]),
  ),
});
type Results = z.infer<typeof Results>;

/** The server accepts 100 entries or closed feeds, and 1 MB, in a request. */
const MAX = { entries: 100, bytes: 900_000, closedFeeds: 100 };

/** The entries of the first request. Later requests hold fewer or more, so that each takes 2 to 5 seconds. */
const FIRST_ENTRIES = 25;
const TARGET_MS = { min: 2_000, max: 5_000 };

/** Sends all entries in order, in requests of bounded size, and reports each. */
export async function sendEntries(entries: ImportSource['entries'], importing: Importing): Promise<void> {
  let [batch, bytes]: [ImportEntry[], number] = [[], 0];
  let maxEntries = FIRST_ENTRIES;
  const flush = async () => {
    const began = Date.now();
    await sendBatch(batch, importing);
    const took = Date.now() - began;
    if (took < TARGET_MS.min && batch.length >= maxEntries) maxEntries = Math.min(maxEntries * 2, MAX.entries);
    if (took > TARGET_MS.max) maxEntries = Math.ceil(maxEntries / 2);
    [batch, bytes] = [[], 0];
  };
  for await (const entry of entries) {
    if (isSkipped(entry)) {
      importing.report.addSkipped(entry);
      continue;
    }
    const size = Buffer.byteLength(JSON.stringify(entry.value) ?? '') + 100 * (entry.feeds?.size ?? 0);
    if (batch.length >= maxEntries || (batch.length > 0 && bytes + size > MAX.bytes)) await flush();
    batch.push(entry);
    bytes += size;
  }
  if (batch.length > 0) await flush();
}

async function sendBatch(batch: readonly ImportEntry[], importing: Importing): Promise<void> {
  const { server, kind, report } = importing;
  const guids = new Map(batch.flatMap(({ feeds }) => [...(feeds ?? [])]));
  const feeds = guids.size > 0 ? [...guids].map(([name, guid]) => ({ name, guid })) : undefined;
  const body = { [kind]: batch.map(({ value }) => value), feeds };
  const { results } = readResults(await server.ask('POST', importPath(importing), { body }), batch, importing);
  batch.forEach((entry, i) => {
    const result = results[i];
    if (result) report.addResult(entry, result);
  });
  report.progress.setDone(report.items);
}

const ClosedFeedResults = z.object({
  closedFeeds: z.array(
    z.object({
      name: z.string(),
      outcome: z.enum(['closed', 'open', 'refused']),
      warnings: z.array(Warning).optional(),
      errors: z.array(Warning).optional(),
    }),
  ),
});

/** Closes and opens feeds as they are in an export, and reports each that stays open or is closed without its target. */
export async function sendClosedFeeds(feeds: readonly ClosedFeed[], importing: Importing): Promise<void> {
  const { server, shell, report } = importing;
  const { progress } = report;
  for (let i = 0; i < feeds.length; i += MAX.closedFeeds) {
    const body = { revisions: [], feeds: feeds.slice(i, i + MAX.closedFeeds) };
    const answer = await server.ask('POST', importPath(importing), { body });
    for (const { name, warnings = [], errors = [] } of readAnswer(answer, ClosedFeedResults, server, shell)
      .closedFeeds) {
      for (const { pointer, detail } of warnings)
        progress.print(`feed ${name}: note: ${fieldPath(pointer).split('/').at(-1)}: ${detail}\n`);
      for (const { detail } of errors) {
        report.openFeeds += 1;
        progress.print(`${painter(shell)('red', `feed ${name}: not closed`)}: ${detail}\n`);
      }
    }
  }
}

function readResults(answer: FetchResult, batch: readonly ImportEntry[], { server, shell }: Importing): Results {
  try {
    return readAnswer(answer, Results, server, shell);
  } catch (error) {
    // A single entry that is too large for a request is refused; the others go on.
    if (!(error instanceof Refusal) || error.problem.status !== 413 || batch.length > 1) throw error;
    return { results: [{ outcome: 'refused', errors: [{ pointer: '#', detail: error.problem.detail }] }] };
  }
}
