import { SITE } from './checkout.mjs';

const UNWRITTEN = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']);
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** A cursor of /api/changes without the random id of the write that it names. */
export const maskWriteId = (cursor) => {
  const parts = /^(\d{1,12})\.[\w-]{0,12}\.(.*)$/.exec(Buffer.from(cursor, 'base64url').toString());
  return parts ? `(${parts[1]}.WRITE.${parts[2]})` : cursor;
};

const known = new Set();
const made = new Map();
/** Replaces UUIDs that an edit of this run made by their number; before the edits, every UUID is the fixture's. */
export function numberUuids(text, edited) {
  return text.replace(UUID, (uuid) => {
    if (!edited) known.add(uuid);
    if (known.has(uuid)) return uuid;
    if (!made.has(uuid)) made.set(uuid, `UUID-${made.size + 1}`);
    return made.get(uuid);
  });
}

/** The record of an answer: a head of text, and the body as it came. */
export function record({ method, path, edited }, { status, headers, bytes }) {
  const changes = (text) => text.replace(/(?<=[?&]after=|"cursor":")[\w-]+/g, maskWriteId);
  const fields = [...headers].filter(([name]) => !UNWRITTEN.has(name)).map(([name, value]) => `${name}: ${value}`);
  const head = `${method} ${path}\n${status}\n${fields.sort().join('\n')}\n\n`
    .replace(/^etag: W\/.*$/m, 'etag: W/"…"')
    .replace(/^location: .*$/m, (line) => numberUuids(line, edited));
  const isText = /text|json|xml/.test(headers.get('content-type') ?? '');
  if (!isText) return Buffer.concat([Buffer.from(changes(head)), bytes]);
  const text = numberUuids(bytes.toString(), edited);
  return path.startsWith('/api/changes') ? changes(head + text) : head + text;
}

/** The page after this one, by the cursor that a list in JSON gives. */
function nextPage(path, text) {
  const cursor = /^\/(?:api|newsroom)\//.test(path) ? /"cursor":"?([\w-]+)/.exec(text)?.[1] : undefined;
  if (cursor === undefined || cursor === 'null') return [];
  const name = /changes|exports/.test(path) ? 'after' : 'before';
  const list = path.replace(/[?&](?:after|before)=[^&]*/, '');
  return [`${list}${list.includes('?') ? '&' : '?'}${name}=${cursor}`];
}

/** From the newsroom's list to each of its stories, and from a story to its revisions. */
function historyIn(path, text) {
  if (path.startsWith('/newsroom/stories?')) {
    return [...text.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => `/newsroom/stories/${encodeURIComponent(id)}`);
  }
  if (!/^\/newsroom\/stories\/[^/?]+$/.test(path)) return [];
  const revision = Number(/"revision":(\d+)/.exec(text)?.[1] ?? 0);
  const revisions = Array.from({ length: revision }, (_, i) => `${path}/revisions/${i + 1}`);
  return [`${path}/revisions?limit=1`, ...revisions];
}

/** Addresses of the publication in a document: absolute ones anywhere, relative ones in links, the next page of a list. */
export function linksIn(path, { headers, bytes }) {
  const type = headers.get('content-type') ?? '';
  if (!/text|json|xml/.test(type) || path === '/openapi.json') return [];
  const text = `${headers.get('link') ?? ''} ${headers.get('location') ?? ''} ${bytes}`.replace(/&amp;/g, '&');
  const absolute = text.match(/https:\/\/news\.example[^\s"'<>\\)]*/g) ?? [];
  const relative = [...text.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, link]) => link);
  const found = [...absolute, ...relative, ...nextPage(path, text), ...historyIn(path, text)];
  return found.flatMap((link) => {
    const url = URL.canParse(link, SITE + path) ? new URL(link, SITE + path) : undefined;
    return url?.origin === SITE ? [url.pathname + url.search] : [];
  });
}
