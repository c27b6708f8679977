import { CACHE_RULES } from './cache-rules';
import { FEED_RULES } from './feed-rules';
import { FILE_RULES } from './file-rules';
import { FIRST_RULES } from './first-rules';
import { HISTORY_RULES } from './history-rules';
import type { AskedFiles } from './newest-files';
import { REACH_RULES } from './reach-rules';
import { readFeed } from './read-feed';
import { applyRules, type Finding } from './rule';
import { UNCHANGED_RULES } from './unchanged-rules';
import { pollForDoctor, visitFeed, type Wait } from './visit';

/** The findings of one feed. */
export interface FeedReport {
  readonly address: string;
  /** Undefined, like `items`, for a feed that cannot be fetched or read. */
  readonly kind?: string;
  readonly items?: number;
  readonly findings: readonly Finding[];
}

/**
 * Checks a feed with nine requests, one after the other; with up to 19 if an edit may have come between two. Then asks for five
 * of its files at most, unless they are in `asked`.
 */
export async function examineFeed(address: string, wait: Wait, asked: AskedFiles = new Map()): Promise<FeedReport> {
  const poll = await pollForDoctor(address, wait);
  const read = readFeed(poll.first.text);
  const firstFindings = applyRules(FIRST_RULES, { first: poll.first, read });
  if (firstFindings.length > 0 || typeof read === 'string') return { address, findings: firstFindings };
  const visit = await visitFeed(address, poll, read, asked);
  const findings = [
    ...read.findings,
    ...applyRules(FEED_RULES, read),
    ...applyRules([...REACH_RULES, ...FILE_RULES, ...UNCHANGED_RULES, ...CACHE_RULES, ...HISTORY_RULES], visit),
  ];
  return { address, kind: read.kind, items: read.items.length, findings };
}
