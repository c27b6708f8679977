import { canonicalTarget } from '../../../lambdas/http/one-address';
import { PUBLIC_ADDRESSES } from '../../../lambdas/http/routes';
import type { Sent } from './events';
import { type Answer, answerOf, document, faultsOf, headerOf, type Operation, parameterOf } from './openapi-document';

export type Side = 'public' | 'newsroom';

/** An answer, as a client receives it. */
export interface ReceivedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** OpenAPI describes these with the content, not as headers (3.1.1 §4.8.17). */
const OF_CONTENT = new Set(['content-type', 'content-length']);

const pattern = (path: string, methods: Readonly<Record<string, Operation>>): RegExp => {
  const parameters = Object.values(methods).flatMap(({ parameters = [] }) => parameters.map(parameterOf));
  const source = path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, (_, name) => {
    const { enum: values, pattern } = parameters.find((parameter) => parameter.name === name)?.schema ?? {};
    if (name === 'month' && pattern) return pattern.replace(/[$^]/g, '');
    return values ? `(?:${values.map((value) => value.replaceAll('.', '\\.')).join('|')})` : '[^/]+';
  });
  return new RegExp(`^${source}$`);
};

const PATHS = Object.entries(document.paths)
  .map(([path, methods]) => ({ path, methods, matches: pattern(path, methods) }))
  .sort((a, b) => a.path.split('{').length - b.path.split('{').length);

/** The operation of a request: the path template of the document, and undefined for a method that it does not have. */
export function operationOf(
  side: Side,
  method: string,
  sent: string,
): { path: string; operation?: Operation } | undefined {
  // A GET or HEAD of another spelling or a guessed address is redirected. For other methods, `/..` and the like mean another path.
  const { pathname: resolved } = new URL(`http://localhost${sent}`);
  const isPublicRead = side === 'public' && (method === 'GET' || method === 'HEAD');
  const pathname = isPublicRead ? canonicalTarget(PUBLIC_ADDRESSES, sent.split('?')[0] ?? '', '').path : resolved;
  if (pathname === undefined) return undefined;
  const decoded = tryDecode(pathname);
  const found = PATHS.filter(({ path }) => (side === 'newsroom') === path.startsWith('/newsroom/')).find(
    ({ matches }) => matches.test(pathname) || matches.test(decoded),
  );
  const operation = found?.methods[method.toLowerCase()];
  return found && { path: found.path, ...(operation && { operation }) };
}

function tryDecode(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

const PROBLEMS = ['components', 'schemas', 'Problem'];

/** Every difference between an answer and the document, and every accepted body that the document refuses. */
export function differencesFrom(side: Side, sent: Sent, received: ReceivedAnswer): string[] {
  const { method = 'GET' } = sent;
  const found = operationOf(side, method, sent.path);
  const { status, headers } = received;
  if (!found?.operation) {
    // A method that the address does not have, an unknown or former address, and a client without a token.
    const expected = found ? [405, 401, 421] : [301, 404, 410, 401, 421];
    if (status >= 500 || !expected.includes(status))
      return [`${status} for an address that the document does not have`];
    return /json/.test(headers['content-type'] ?? '')
      ? faultsOf(JSON.parse(received.text || '{}'), ...PROBLEMS).slice(0, method === 'HEAD' ? 0 : 9)
      : [];
  }
  const { path, operation } = found;
  const answer = operation.responses[status];
  if (!answer) return status === 500 ? [] : [`${status} is not in the document`];
  const here = ['paths', path, method.toLowerCase()];
  const place = answer.$ref?.slice(2).split('/') ?? [...here, 'responses', String(status)];
  return [
    ...(status < 300 && operation.requestBody ? faultsOfAcceptedBody(sent, here) : []),
    ...headerFaults(answerOf(answer), headers),
    ...contentFaults(answerOf(answer), place, received),
  ];
}

/** The faults of a body that the server accepted, by the schema of the document. */
function faultsOfAcceptedBody({ body = '' }: Sent, operation: readonly string[]): string[] {
  const text = new TextDecoder().decode(Buffer.from(body));
  if (text === '') return [];
  const faults = faultsOf(JSON.parse(text), ...operation, 'requestBody', 'content', 'application/json', 'schema');
  return faults.map((fault) => `accepted a body with ${fault}`);
}

function headerFaults({ headers: promised = {} }: Answer, headers: ReceivedAnswer['headers']): string[] {
  const names = new Map(Object.entries(promised).map(([name, header]) => [name.toLowerCase(), headerOf(header)]));
  const missing = [...names].filter(([name, { required }]) => required && headers[name] === undefined);
  const unknown = Object.keys(headers).filter((name) => !names.has(name) && !OF_CONTENT.has(name));
  return [...missing.map(([name]) => `lacks the header ${name}`), ...unknown.map((name) => `has a header ${name}`)];
}

function contentFaults({ content }: Answer, place: readonly string[], { headers, text }: ReceivedAnswer): string[] {
  if (!content) return text === '' ? [] : ['has content, and the document has none'];
  const type = headers['content-type']?.split(';')[0] ?? '';
  if (!content[type]) return [`is ${type}, not ${Object.keys(content)}`];
  const value: unknown = /json$/.test(type) ? JSON.parse(text) : text;
  return faultsOf(value, ...place, 'content', type, 'schema');
}
