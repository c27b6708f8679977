import type { ImportEntry, ImportSource, SkippedEntry, SourceOptions } from '../../../../bin/cli/import/import-source';
import { isSkipped } from '../../../../bin/cli/import/import-source';
import { contentOf } from '../../../../bin/cli/import/systems/content';
import { openSystem } from '../../../../bin/cli/import/systems/detect-system';

/** The options of an import without flags. */
export const optionsWith = (options: Partial<SourceOptions> = {}): SourceOptions => ({
  include: new Set(),
  followHosts: [],
  onProgress() {},
  shell: { env: {}, out() {}, err() {} },
  ...options,
});

/** Everything in a source: stories, with the fields that they have, and skipped items. */
export interface ReadSource {
  readonly total?: number;
  readonly remark?: string;
  readonly entries: readonly (ImportEntry | SkippedEntry)[];
  readonly stories: readonly (Omit<ImportEntry, 'value'> & { readonly value: Record<string, unknown> })[];
  readonly skipped: readonly SkippedEntry[];
}

export async function readSource(source: ImportSource | undefined): Promise<ReadSource> {
  if (!source) throw new Error('no reader takes it');
  const entries: (ImportEntry | SkippedEntry)[] = [];
  for await (const entry of source.entries) entries.push(entry);
  const stories = entries.flatMap((entry) =>
    isSkipped(entry) ? [] : [{ ...entry, value: JSON.parse(JSON.stringify(entry.value)) }],
  );
  return { total: source.total, remark: source.remark, entries, stories, skipped: entries.filter(isSkipped) };
}

/** Reads the text of an export. */
export const readExport = async (text: string, options: Partial<SourceOptions> = {}): Promise<ReadSource> =>
  readSource(await openSystem(contentOf('export', text), optionsWith(options)));

/** The numbers of skipped items by kind. */
export function countKinds({ skipped }: ReadSource): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of skipped) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
