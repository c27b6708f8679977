import type { ErrorObject } from 'ajv';
import { createOpenApi } from '../../../lambdas/openapi/openapi';

declare global {
  /** From compiled-schemas.js. */
  var compiledSchema: (
    document: string,
    pointer: string,
  ) => ((value: unknown) => boolean) & { readonly errors?: readonly ErrorObject[] | null };
}

/** A header, or a reference to it. */
export interface Header {
  readonly $ref?: string;
  readonly required?: boolean;
}

export interface Answer {
  readonly headers?: Readonly<Record<string, Header>>;
  readonly content?: Readonly<Record<string, { schema: object; example?: unknown }>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: { enum?: string[]; pattern?: string };
  readonly example?: unknown;
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
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
    readonly headers: Readonly<Record<string, Header>>;
  };
};

/** The document, as a client fetches it. */
export const document: Document = JSON.parse(
  JSON.stringify(createOpenApi({ url: 'https://news.example', title: 'Bulletin' })),
);

export const answerOf = ({ $ref, ...answer }: Answer & { $ref?: string }): Answer =>
  $ref === undefined ? answer : (document.components.responses[$ref.split('/').at(-1) ?? ''] as Answer);

export const parameterOf = ({ $ref, ...parameter }: Parameter & { $ref?: string }): Parameter =>
  $ref === undefined ? parameter : (document.components.parameters[$ref.split('/').at(-1) ?? ''] as Parameter);

export const headerOf = ({ $ref, ...header }: Header): Header =>
  $ref === undefined ? header : (document.components.headers[$ref.split('/').at(-1) ?? ''] as Header);

const closedText = JSON.stringify(closeSchemas(document));

/** Answers may have no unknown member here, although a later release may add members. */
function closeSchemas(value: unknown, name = ''): object {
  if (typeof value !== 'object' || value === null || name === 'JsonFeed') return value as object;
  if (Array.isArray(value)) return value.map((item) => closeSchemas(item));
  const inside = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, closeSchemas(item, key)]));
  const isOpen = 'properties' in value && !('additionalProperties' in value);
  return isOpen ? { ...inside, additionalProperties: false } : inside;
}

/** The faults of a value by a schema of the document, which `path` leads to. */
export function faultsOf(value: unknown, ...path: readonly string[]): string[] {
  const pointer = path.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
  const validate = compiledSchema(closedText, `/${pointer}`);
  validate(value);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
