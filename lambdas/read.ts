import { LRUCache } from 'lru-cache';
import { CONTENT_SECURITY_POLICY } from './formats/html/content-security-policy';
import type { PublicDocuments } from './http/find-document';
import { lambdaHandler } from './http/lambda';
import { publicAddress } from './http/public-address';
import { publicSide } from './http/public-side';
import { LIFETIME } from './http/representation';
import { clockFrom } from './runtime/clock';
import { withDeadline } from './runtime/deadline';
import { createDynamoDbClient } from './runtime/dynamodb';
import { logFrom } from './runtime/log';
import { type Environment, settingsFrom } from './runtime/settings';
import { DocumentCache } from './serving/memory/document-cache';
import { ExcerptCache } from './serving/memory/excerpt-cache';
import { PieceCache } from './serving/memory/piece-cache';
import { publicDocuments } from './serving/public-documents';
import { createServingContext } from './serving/serving-context';
import { createReader } from './store/read/reader';

/** How long a request may use the store. Lambda ends it after ten seconds. */
const DEADLINE_MS = 6_000;

/** Public addresses with documents in memory. A publication has one, and two while its domain changes. */
const MAX_ADDRESSES = 16;

/** The public side: GET and HEAD, cached, without tokens. Throws an Error for a missing or invalid setting. */
function createApp(environment: Environment) {
  const { table: name, url: configured, breakingFor: _, withdrawnFor: __, ...titles } = settingsFrom(environment);
  const stories = createReader({ client: createDynamoDbClient(), name });
  const log = logFrom(environment);
  const clock = clockFrom(environment);
  const needs = {
    reader: stories,
    clock,
    report: log.trouble,
    documents: new DocumentCache(log.trouble, clock),
    excerpts: new ExcerptCache(stories),
    pieces: new PieceCache(),
  };
  const documents = new LRUCache<string, PublicDocuments>({
    max: MAX_ADDRESSES,
    memoMethod: (url) => {
      const publication = { ...titles, url, lifetime: LIFETIME.maxAge };
      return publicDocuments(createServingContext({ ...needs, publication }), () => import('./openapi'));
    },
  });
  return publicSide({
    address: publicAddress(configured),
    documentsAt: (url) => documents.memo(url),
    health: () => stories.feedHead('all', { consistent: false }),
    pageHeaders: { 'content-security-policy': CONTENT_SECURITY_POLICY },
    license: titles.license,
    log: log.request,
  });
}

export const app = withDeadline(createApp(process.env), DEADLINE_MS);
export const handler = lambdaHandler(app);
