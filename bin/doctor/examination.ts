import { CACHE_RULES } from './cache-rules';
import { FEED_RULES } from './feed-rules';
import { FIRST_RULES } from './first-rules';
import { HISTORY_RULES } from './history-rules';
import { REACH_RULES } from './reach-rules';
import { readFeed } from './read-feed';
import { applyRules, type Finding } from './rule';
import { UNCHANGED_RULES } from './unchanged-rules';
import { pollFeed, visitFeed, type Wait } from './visit';

/** What was found of one feed. */
export interface FeedReport {
  readonly address: string;
  /** Left out where there was nothing that could be read. */
  readonly kind?: string;
  readonly items?: number;
  readonly findings: readonly Finding[];
}

/** Looks at a feed as a subscriber's software does: nine requests, one after the other; up to 19 where an edit may have come between. */
export async function examineFeed(address: string, wait: Wait): Promise<FeedReport> {
  const poll = await pollFeed(address, wait);
  const read = readFeed(poll.first.text);
  const atFirst = applyRules(FIRST_RULES, { first: poll.first, read });
  if (atFirst.length > 0 || typeof read === 'string') return { address, findings: atFirst };
  const visit = await visitFeed(address, poll, read);
  const all = [
    ...read.findings,
    ...applyRules(FEED_RULES, read),
    ...applyRules([...REACH_RULES, ...UNCHANGED_RULES, ...CACHE_RULES, ...HISTORY_RULES], visit),
  ];
  return { address, kind: read.kind, items: read.items.length, findings: all };
}
