import type { Schema } from './json-schema';
import type { ResponseObject } from './responses';

export interface ParameterObject {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description?: string;
  readonly required?: true;
  readonly schema: Schema;
  readonly example?: unknown;
}

/** One method of one address. */
export interface OperationObject {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly (ParameterObject | { readonly $ref: string })[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, ResponseObject>>;
  readonly security?: readonly object[];
}

export type PathsObject = Record<string, Record<string, OperationObject>>;

/** The answers to HEAD: those to GET, with nothing in them (RFC 9110 §9.3.2). */
export const withoutContent = (answers: OperationObject['responses']): OperationObject['responses'] =>
  Object.fromEntries(Object.entries(answers).map(([status, { content: _content, ...answer }]) => [status, answer]));
