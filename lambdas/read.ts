import { LRUCache } from 'lru-cache';
import { CONTENT_SECURITY_POLICY } from './formats/html/content-security-policy';
import { lambdaHandler } from './http/lambda';
import { publicAddress } from './http/public-address';
import { type PublicDocuments, publicSide } from './http/public-side';
import { clockFrom } from './runtime/clock';
import { withDeadline } from './runtime/deadline';
import { createDynamoDbClient } from './runtime/dynamodb';
import { logFrom } from './runtime/log';
import { type Environment, settingsFrom } from './runtime/settings';
import { createDocumentCache } from './serving/document-cache';
import { publicDocuments } from './serving/public-documents';
import { createServingContext } from './serving/serving-context';
import { LIFETIME } from './serving/validators';
import { createReader } from './store/read/reader';

/** Milliseconds that a reader's request may ask the store for; Lambda ends it after ten seconds. */
const PATIENCE = 6_000;

/** Hosts whose documents a process is ready for; a publication has one, and another while its domain changes. */
const ADDRESSES = 16;

/** The public side, wired: GET and HEAD, cached, never sees a token. Throws where a setting is missing. */
function wired(environment: Environment) {
  const { table: name, url: configured, title, description, language } = settingsFrom(environment);
  const stories = createReader({ client: createDynamoDbClient(), name });
  const log = logFrom(environment);
  const clock = clockFrom(environment);
  const needs = { reader: stories, clock, report: log.trouble, standing: createDocumentCache(log.trouble, clock) };
  const known = new LRUCache<string, PublicDocuments>({
    max: ADDRESSES,
    memoMethod: (url) => {
      const publication = { url, title, description, language, lifetime: LIFETIME.maxAge };
      return publicDocuments(createServingContext({ ...needs, publication }), () => import('./openapi'));
    },
  });
  return publicSide({
    address: publicAddress(configured),
    documentsAt: (url) => known.memo(url),
    health: () => stories.feedHead('all', { consistent: false }),
    pageHeaders: { 'content-security-policy': CONTENT_SECURITY_POLICY },
    log: log.request,
  });
}

export const app = withDeadline(wired(process.env), PATIENCE);
export const handler = lambdaHandler(app);
