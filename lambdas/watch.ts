import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { clockFrom } from './runtime/clock';
import { createDynamoDbClient } from './runtime/dynamodb';
import { logFrom } from './runtime/log';
import { type Environment, watchSettingsFrom } from './runtime/settings';
import { createReader } from './store/read/reader';
import { type FeedFault, findFaults } from './watch/feed-faults';
import { pollWatchedFeed } from './watch/poll-watched-feed';
import { WATCHED_FEEDS } from './watch/watched-feeds';

/** Milliseconds. Lambda ends the function after 30 seconds. */
const DEADLINE_MS = { perRequest: 5_000, inAll: 20_000 };

/**
 * Polls the public feeds every five minutes as a reader does, and counts the broken ones and the stuck ones. Throws if
 * the table does not answer: an alarm rings for a missing count too.
 */
function createWatch(environment: Environment) {
  const { table: name, url } = watchSettingsFrom(environment);
  const stories = createReader({ client: createDynamoDbClient(), name });
  const clock = clockFrom(environment);
  const log = logFrom(environment);
  // POWERTOOLS_SERVICE_NAME names the service, so that each stage has its own metrics and alarms.
  const metrics = new Metrics({ namespace: 'Bulletin' });

  return async (): Promise<void> => {
    const polled = await Promise.all(WATCHED_FEEDS.map((watched) => pollWatchedFeed(url, watched, DEADLINE_MS)));
    // After the polls: they must show everything that is stored before them.
    const head = await stories.feedHead('all', { consistent: true });
    const faults = findFaults(polled, head, clock());
    for (const { kind, feed, wrong, effect } of faults) {
      log.fault(`The feed ${url}${feed} ${wrong}. ${effect}`, { fault: kind, url: url + feed });
    }
    const count = (kind: FeedFault['kind']) => faults.filter((fault) => fault.kind === kind).length;
    metrics.addMetric('FeedBroken', MetricUnit.Count, count('broken'));
    metrics.addMetric('FeedStuck', MetricUnit.Count, count('stuck'));
    metrics.publishStoredMetrics();
  };
}

export const handler = createWatch(process.env);
