import type { ClosedFeedResult } from '../http/newsroom-operations';
import { earliest, type Instant } from '../news/values/instant';
import type { ClosingOutcome } from '../store/write/close-feeds';
import { MAX_TARGETS } from '../store/write/closing-decision';
import type { Writer } from '../store/write/writer';
import type { ClosedFeed } from './import-request';

const LEFT_OUT = `left out: readers would come back to this feed, or pass more than ${MAX_TARGETS} others`;

/**
 * Closes the feeds that were closed where their export was made, after their stories, and opens those that were opened there
 * since. A transaction for each.
 */
export async function importClosedFeeds(
  writer: Writer,
  feeds: readonly ClosedFeed[],
  now: Instant,
): Promise<ClosedFeedResult[]> {
  const results = new Map<ClosedFeed, ClosedFeedResult>();
  const close = ({ name, at, movedTo }: ClosedFeed) =>
    writer.closeFeed({ name, movedTo, importedAt: earliest(at, now) });

  // A feed that opens or moves elsewhere may end the way from another one.
  for (const feed of feeds.filter(({ until }) => until !== undefined)) {
    const importedAt = earliest(now, feed.until);
    results.set(feed, closedFeedResult(feed, await writer.openFeed({ name: feed.name, importedAt })));
  }
  const again: ClosedFeed[] = [];
  for (const feed of feeds.filter(({ until }) => until === undefined)) {
    const outcome = await close(feed);
    if ('refused' in outcome && outcome.refused === 'target without end') again.push(feed);
    else results.set(feed, closedFeedResult(feed, outcome));
  }
  for (const feed of again) {
    const outcome = await close(feed);
    const isWithoutEnd = 'refused' in outcome && outcome.refused === 'target without end';
    if (!isWithoutEnd) results.set(feed, closedFeedResult(feed, outcome));
    else {
      const result = closedFeedResult(feed, await close({ ...feed, movedTo: undefined }));
      const warnings = [{ pointer: `${feed.pointer}/movedTo`, detail: LEFT_OUT }];
      results.set(feed, result.outcome === 'closed' ? { ...result, warnings } : result);
    }
  }
  return feeds.flatMap((feed) => results.get(feed) ?? []);
}

function closedFeedResult({ name, until, pointer }: ClosedFeed, outcome: ClosingOutcome): ClosedFeedResult {
  if ('feed' in outcome) return { name, outcome: outcome.feed.closing ? 'closed' : 'open' };
  // An embargo may have ended since the export.
  if (outcome.refused === 'holds stories') return { name, outcome: 'open' };
  // Nothing closed this feed here.
  if (until !== undefined) return { name, outcome: 'open' };
  const missing = outcome.refused === 'target not open' ? 'there is no such feed to move to' : 'there is no such feed';
  return { name, outcome: 'refused', errors: [{ pointer, detail: `${missing}: import its stories first` }] };
}
