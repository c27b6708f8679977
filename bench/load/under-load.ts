import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { instant } from '../../lambdas/news/values/instant';
import { newestStories } from '../harness/stories';
import type { LoadAsked } from './arguments';
import { createEditors, type Editors } from './editors';
import { startFaultPlan } from './faults';
import { startFunctions } from './functions';
import { ledger } from './ledger';
import { subscriber } from './subscriber';

const SUBSCRIBERS = 16;
/** Megabytes that a process may grow in all: 64 of documents (`MAX_BYTES` in `serving/document-cache.ts`), and 32 for all else. */
const GROWTH = 96;
/** Megabytes that it may grow in the second half, when it keeps all that it may keep. */
const LATE_GROWTH = 24;

export interface Report {
  readonly lines: readonly string[];
  /** Whether every promise was kept. */
  readonly kept: boolean;
}

/** A newsroom and its readers for some minutes: most polls find nothing new, stories come, one breaks, one embargo lifts. */
export async function putUnderLoad({ minutes, faults }: LoadAsked): Promise<Report> {
  const duration = minutes * 60_000;
  const folder = mkdtempSync(join(tmpdir(), 'bulletin-load-'));
  const faultPlan = await startFaultPlan(faults ? join(folder, 'stories.db') : undefined);
  const functions = await startFunctions(faultPlan.endpoint, newestStories(50));
  const book = ledger();
  const editors = createEditors({ ask: functions.publish, book, faults });
  const over = new AbortController();
  const until = over.signal;

  const lifts = instant(Date.now() + duration / 2);
  await editors.upload('embargoed', { publishedAt: lifts });
  const needs = { ask: functions.read, editors, book, faults: faults ? faultPlan.faults : () => 0, mayFail: faults };
  const readers: Promise<void>[] = Array.from({ length: SUBSCRIBERS }, (_, n) => subscriber(n, needs, until));
  const work: Promise<unknown>[] = [...readers, editing(editors, duration, until)];
  if (faults) work.push(faultPlan.run(Math.min(20_000, duration / 2), until));

  const atFirst = megabytesHeld();
  await wait(duration / 2);
  const half = megabytesHeld();
  await wait(duration / 2);
  over.abort();
  await Promise.all(work);
  const last = megabytesHeld();

  await editors.settle();
  await editors.audit();
  await functions.stop();
  await faultPlan.stop();
  rmSync(folder, { recursive: true });
  if (last - atFirst > GROWTH) book.recordBroken(`memory grew by more than ${GROWTH} MB`);
  if (last - half > LATE_GROWTH) book.recordBroken(`memory grew by more than ${LATE_GROWTH} MB in the second half`);
  if (book.count('answers proven fresh') === 0) book.recordBroken('no answer could be proven fresh');
  return {
    lines: [
      ...book.lines(),
      `memory grew by ${(last - atFirst).toFixed(1)} MB (bound ${GROWTH}), ${(last - half).toFixed(1)} of them in the second half (bound ${LATE_GROWTH})`,
      book.promises.length === 0 ? 'every promise was kept' : `${book.promises.length} promises were broken`,
    ],
    kept: book.promises.length === 0,
  };
}

/** A newsroom's work in so many milliseconds: a story every half second, and one that breaks for a fifth of the time. */
async function editing(editors: Editors, duration: number, until: AbortSignal): Promise<void> {
  const started = Date.now();
  for (let n = 0; !until.aborted; n++) {
    await editors.upload(`story-${n}-of-today`, {});
    if (n === 2) await editors.breakStory(`story-${n}-of-today`, Math.max(2, Math.round(duration / 5_000)));
    await wait(Math.max(0, 500 * (n + 1) - (Date.now() - started)), undefined, { signal: until }).catch(
      () => undefined,
    );
  }
}

/** Megabytes that this process holds once it has collected its garbage. */
function megabytesHeld(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}
