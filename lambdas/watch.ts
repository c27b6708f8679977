import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { clockFrom } from './runtime/clock';
import { createDynamoDbClient } from './runtime/dynamodb';
import { logFrom } from './runtime/log';
import { type Environment, watchSettingsFrom } from './runtime/settings';
import { createReader } from './store/read/reader';
import { findFaults, isSound } from './watch/feed-faults';
import { pollUntil } from './watch/poll-feed';
import { WATCHED_FEEDS } from './watch/watched-feeds';

/** Milliseconds: the function is given 30 seconds. */
const PATIENCE = { perRequest: 5_000, between: 1_000, inAll: 20_000 };

/**
 * Looks at the public feeds as a reader does, every five minutes, and counts those that are broken or behind the store.
 * It throws where the store cannot be asked: an alarm has to ring for a count that is missing, too.
 */
function wired(environment: Environment) {
  const { table: name, url } = watchSettingsFrom(environment);
  const stories = createReader({ client: createDynamoDbClient(), name });
  const clock = clockFrom(environment);
  const log = logFrom(environment);
  // Its service comes from POWERTOOLS_SERVICE_NAME, so that each stage has metrics, and alarms, of its own.
  const metrics = new Metrics({ namespace: 'Bulletin' });

  return async (): Promise<void> => {
    const polled = await Promise.all(
      WATCHED_FEEDS.map(async (watched) => ({
        watched,
        poll: await pollUntil((poll) => isSound({ watched, poll }), url + watched.path, PATIENCE),
      })),
    );
    // After the polls: what was stored before them has no excuse.
    const head = await stories.feedHead('all', { consistent: true });
    const faults = findFaults(polled, head, clock());
    for (const { is, feed, wrong, loses } of faults) {
      log.fault(`The feed ${url}${feed} ${wrong}. ${loses}`, { is, feed: url + feed });
    }
    const count = (kind: 'broken' | 'stuck') => faults.filter(({ is }) => is === kind).length;
    metrics.addMetric('FeedBroken', MetricUnit.Count, count('broken'));
    metrics.addMetric('FeedStuck', MetricUnit.Count, count('stuck'));
    metrics.publishStoredMetrics();
  };
}

export const handler = wired(process.env);
