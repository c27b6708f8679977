import type { ClosedFeedResult } from '../http/newsroom-operations';
import { earliest, type Instant } from '../news/values/instant';
import type { Writer } from '../store/write/writer';
import type { ClosedFeed } from './import-request';

/** Closes the feeds that were closed where their export was made, after their stories. A transaction for each. */
export async function importClosedFeeds(
  writer: Writer,
  feeds: readonly ClosedFeed[],
  now: Instant,
): Promise<ClosedFeedResult[]> {
  const results: ClosedFeedResult[] = [];
  for (const { name, at, movedTo, pointer } of feeds) {
    const outcome = await writer.closeFeed({ name, movedTo, importedAt: earliest(at, now) });
    if ('feed' in outcome) results.push({ name, outcome: 'closed' });
    // An embargo may have ended since the export.
    else if (outcome.refused === 'holds stories') results.push({ name, outcome: 'open' });
    else {
      const missing =
        outcome.refused === 'target not open' ? 'there is no such feed to move to' : 'there is no such feed';
      results.push({ name, outcome: 'refused', errors: [{ pointer, detail: `${missing}: import its stories first` }] });
    }
  }
  return results;
}
