import type { ClosedFeedResult } from '../http/newsroom-operations';
import { earliest, type Instant } from '../news/values/instant';
import type { ClosingRefusal } from '../store/write/close-feeds';
import type { Writer } from '../store/write/writer';
import { describeCount } from './describe-count';
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
    results.push(
      'feed' in outcome
        ? { name, outcome: 'closed' }
        : { name, outcome: 'refused', errors: [{ pointer, detail: detailOf(outcome) }] },
    );
  }
  return results;
}

function detailOf(refusal: ClosingRefusal): string {
  switch (refusal.refused) {
    case 'target not open':
      return 'there is no such feed to move to: import its stories first';
    case 'holds stories':
      return `the feed holds ${describeCount(refusal)}, so it stays open`;
    case 'announces a withdrawal':
      return `the feed tells its readers of a withdrawal until ${refusal.until}: import it again after that`;
    default:
      return 'there is no such feed: import its stories first';
  }
}
