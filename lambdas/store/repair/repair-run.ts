import type { Instant } from '../../news/values/instant';
import type { Wait } from '../table/transaction';
import type { Ids } from '../write/edit-context';
import type { ExclusiveWriter } from './exclusive-writer';
import type { Mend } from './mend';
import type { RebuiltStory } from './rebuild-story';
import type { Replay } from './replay-revisions';
import type { TableScan } from './scan-table';

export interface RepairNeeds {
  readonly clock: () => Instant;
  readonly ids: Pick<Ids, 'version' | 'guid'>;
  readonly wait: Wait;
  /** Whether to report only, and to write nothing. */
  readonly dryRun: boolean;
  /** Gets the progress of each part: `stories`, 40 of 200. */
  readonly onProgress: (part: string, done: number, of?: number) => void;
}

/** Everything that the parts of one repair share. */
export interface RepairRun extends RepairNeeds {
  readonly scan: TableScan;
  readonly stories: ReadonlyMap<string, RebuiltStory>;
  readonly replay: Replay;
  readonly writer: ExclusiveWriter;
  readonly mended: string[];
}

/** Writes a mend, unless the run is a trial. */
export async function applyMend({ writer, dryRun, mended }: RepairRun, mend: Mend): Promise<void> {
  for (const line of mend.mended) mended.push(line);
  if (dryRun) return;
  for (const item of mend.puts) await writer.put(item);
  for (const key of mend.removals) await writer.remove(key);
  await writer.flush();
}
