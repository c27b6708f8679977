import { STATUS_CODES } from 'node:http';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Instant, instant } from '../../lambdas/news/values/instant';
import { startBench } from '../harness/engine-table';
import { upload } from '../harness/fill';
import { bytesOf, loadRead } from '../harness/functions';
import { hold, type Measure, ratioRow } from '../harness/measure';
import { newestStories, storyBefore } from '../harness/stories';

/** Every 10 minutes. */
const POLLS = 144;
const PUBLICATIONS = 20;

/** The bytes that a subscriber downloads in a day, headers included, against one for whom there is no 304 and no compression. */
export const day: Measure = async ({ bundles }) => {
  const bench = await startBench();
  const table = await bench.table('day');
  await upload(table, newestStories(50));
  const ask = await loadRead(bundles.read, {
    endpoint: bench.engine.endpoint,
    table: table.name,
    environment: bundles.environment,
  });
  const now: Instant = instant(Date.now() - 60_000);
  const bytes = { conditional: 0, plain: 0 };
  const statuses = { 200: 0, 304: 0 };
  let validators: Record<string, string> = {};
  for (let poll = 0, published = 0; poll < POLLS; poll++) {
    if (published < PUBLICATIONS && poll * PUBLICATIONS >= published * POLLS) {
      published += 1;
      await upload(
        table,
        [storyBefore(now, 5_000 + published)].map((story) => ({ ...story, publishedAt: now, updatedAt: now })),
      );
    }
    const answer = await ask({ path: '/rss.xml', headers: { 'accept-encoding': 'gzip, br', ...validators } });
    validators = { 'if-none-match': String(answer.headers?.etag) };
    statuses[answer.statusCode === 304 ? 304 : 200] += 1;
    bytes.conditional += size(answer);
    bytes.plain += size(await ask({ path: '/rss.xml' }));
  }
  await bench.stop();
  hold('answers in a day', statuses, { 200: PUBLICATIONS, 304: POLLS - PUBLICATIONS });
  const megabytes = (number: number) => `${(number / 2 ** 20).toFixed(2)} MB`;
  return {
    rows: [
      ratioRow({
        what: `bytes without 304 and compression, for a subscriber who polls ${POLLS} times a day with ${PUBLICATIONS} publications`,
        yardstick: 'the same with both',
        ratio: bytes.plain / bytes.conditional,
        figures: `${megabytes(bytes.plain)} to ${megabytes(bytes.conditional)}`,
      }),
    ],
  };
};

/** Bytes of an answer in HTTP/1.1. */
function size(answer: APIGatewayProxyStructuredResultV2): number {
  const { statusCode = 0, headers = {} } = answer;
  const fields = Object.entries({ date: new Date(0).toUTCString(), ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return (
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}\r\n${fields.join('')}\r\n`.length + bytesOf(answer).sent.length
  );
}
