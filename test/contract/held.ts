import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { contract } from '../../lambdas/contract/contract';

export type Side = 'public' | 'newsroom';

/** An answer as a client has it. */
export interface Given {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

interface Answer {
  readonly headers?: Readonly<Record<string, { required?: boolean; schema: object }>>;
  readonly content?: Readonly<Record<string, { schema: object; example?: unknown }>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: { enum?: string[]; pattern?: string };
  readonly example?: unknown;
}

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter & { $ref?: string })[];
  readonly requestBody?: { content: Readonly<Record<string, { schema: object; example?: unknown }>> };
  readonly responses: Readonly<Record<string, Answer & { $ref?: string }>>;
  readonly security?: readonly { token: string[] }[];
}

type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly responses: Readonly<Record<string, Answer>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
  };
};

/** What every answer may have, whatever it is. */
const GENERAL = new Set([
  'content-type',
  'content-length',
  'content-encoding',
  'x-content-type-options',
  'referrer-policy',
  'access-control-expose-headers',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-max-age',
  'content-security-policy',
  'accept',
  'accept-encoding',
]);

/** The contract as anybody can fetch it. */
export const document: Document = JSON.parse(
  JSON.stringify(contract({ url: 'https://news.example', title: 'Bulletin' })),
);

export const answerOf = ({ $ref, ...answer }: Answer & { $ref?: string }): Answer =>
  $ref === undefined ? answer : (document.components.responses[$ref.split('/').at(-1) ?? ''] as Answer);

export const parameterOf = ({ $ref, ...parameter }: Parameter & { $ref?: string }): Parameter =>
  $ref === undefined ? parameter : (document.components.parameters[$ref.split('/').at(-1) ?? ''] as Parameter);

const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
ajv.addSchema(
  closed({ ...document, components: { ...document.components, schemas: document.components.schemas } }),
  'openapi',
);

/** Answers may have no member that the contract does not know; clients are told to expect more of later releases. */
function closed(value: unknown, name = ''): object {
  if (typeof value !== 'object' || value === null || name === 'JsonFeed') return value as object;
  if (Array.isArray(value)) return value.map((item) => closed(item));
  const inside = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, closed(item, key)]));
  const isOpen = 'properties' in value && !('additionalProperties' in value);
  return isOpen ? { ...inside, additionalProperties: false } : inside;
}

/** What is wrong with a value under a schema of the contract, which is found by a path into it. */
export function faultsOf(value: unknown, ...path: readonly string[]): string[] {
  const pointer = path.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
  const $ref = `openapi#/${pointer}`;
  const validate = ajv.getSchema($ref) ?? ajv.compile({ $ref });
  validate(value);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

const pattern = (path: string, methods: Readonly<Record<string, Operation>>): RegExp => {
  const parameters = Object.values(methods).flatMap(({ parameters = [] }) => parameters.map(parameterOf));
  const source = path.replace(/[.]/g, '\\.').replace(/\{(\w+)\}/g, (_, name) => {
    const { enum: values, pattern } = parameters.find((parameter) => parameter.name === name)?.schema ?? {};
    if (name === 'sitemap' && pattern) return pattern.replace(/[$^]/g, '');
    return values ? `(?:${values.map((value) => value.replaceAll('.', '\\.')).join('|')})` : '[^/]+';
  });
  return new RegExp(`^${source}$`);
};

const PATHS = Object.entries(document.paths)
  .map(([path, methods]) => ({ path, methods, matches: pattern(path, methods) }))
  .sort((a, b) => a.path.split('{').length - b.path.split('{').length);

/** The operation that a request means: its address as the contract writes it, and whether it takes the method. */
export function operationOf(
  side: Side,
  method: string,
  sent: string,
): { path: string; operation?: Operation } | undefined {
  // `/..` and the like mean another path.
  const { pathname } = new URL(`http://localhost${sent}`);
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

/** What an answer has that the contract does not promise, or lacks of what it does. */
export function breaches(side: Side, method: string, sent: string, given: Given): string[] {
  // A `#` or `?` in a path is a character like any other to an HTTP API, and ends the path for a function URL.
  const ends = breachesAt(side, method, sent, given);
  return ends.length === 0 ? ends : breachesAt(side, method, sent.replace(/[?#]/g, encodeURIComponent), given);
}

function breachesAt(side: Side, method: string, sent: string, given: Given): string[] {
  const found = operationOf(side, method, sent);
  const { status, headers } = given;
  if (!found?.operation) {
    // An address that takes other methods, one that nobody knows, and who may not know which.
    const expected = found ? [405, 401, 421] : [404, 401, 421];
    if (status >= 500 || !expected.includes(status)) return [`${status} for what the contract does not know`];
    return /json/.test(headers['content-type'] ?? '')
      ? faultsOf(JSON.parse(given.text || '{}'), ...PROBLEMS).slice(0, method === 'HEAD' ? 0 : 9)
      : [];
  }
  const { path, operation } = found;
  const answer = operation.responses[status];
  if (!answer) return status === 500 ? [] : [`${status} is not in the contract`];
  const place = answer.$ref?.slice(2).split('/') ?? ['paths', path, method.toLowerCase(), 'responses', String(status)];
  return [...headerFaults(answerOf(answer), headers), ...contentFaults(answerOf(answer), place, given)];
}

function headerFaults({ headers: promised = {} }: Answer, headers: Given['headers']): string[] {
  const names = new Map(Object.entries(promised).map(([name, header]) => [name.toLowerCase(), header]));
  const missing = [...names].filter(([name, { required }]) => required && headers[name] === undefined);
  const unknown = Object.keys(headers).filter((name) => !names.has(name) && !GENERAL.has(name));
  return [...missing.map(([name]) => `lacks the header ${name}`), ...unknown.map((name) => `has a header ${name}`)];
}

function contentFaults({ content }: Answer, place: readonly string[], { headers, text }: Given): string[] {
  if (!content) return text === '' ? [] : ['has content, and none is promised'];
  const type = headers['content-type']?.split(';')[0] ?? '';
  if (!content[type]) return [`is ${type}, not ${Object.keys(content)}`];
  const value: unknown = /json$/.test(type) ? JSON.parse(text) : text;
  return faultsOf(value, ...place, 'content', type, 'schema');
}
