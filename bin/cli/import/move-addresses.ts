import { urlIn } from '../../../lambdas/news/values/uri';
import { type ImportEntry, type ImportSource, isSkipped, type SkippedEntry } from './import-source';

/** At most this many former addresses fit a story. */
const MAX_FORMER_URLS = 5;

/**
 * The entries of a source whose old addresses redirect to this publication. Each story's old address becomes a former address,
 * so that the redirect reaches the story, and the story's page here is canonical.
 */
export async function* moveAddresses(entries: ImportSource['entries']): AsyncGenerator<ImportEntry | SkippedEntry> {
  for await (const entry of entries) yield isSkipped(entry) ? entry : moveAddress(entry);
}

function moveAddress(entry: ImportEntry): ImportEntry {
  const { canonicalUrl, formerUrls = [], ...value } = Object(entry.value);
  const url = typeof canonicalUrl === 'string' ? urlIn(canonicalUrl) : undefined;
  if (!url || !Array.isArray(formerUrls)) return entry;
  const all = [...new Set([`${url.pathname}${url.search}`, ...formerUrls])];
  const others = all.slice(MAX_FORMER_URLS);
  const notes = others.length > 0 ? [`former addresses left out: ${others.join(', ')}`] : [];
  return {
    ...entry,
    notes: [...entry.notes, ...notes],
    value: { ...value, formerUrls: all.slice(0, MAX_FORMER_URLS) },
  };
}
