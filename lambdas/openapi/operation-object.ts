import type { Answer } from './responses';
import type { Schema } from './json-schema';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description?: string;
  readonly required?: true;
  readonly schema: Schema;
  readonly example?: unknown;
}

/** One method of one address. */
export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, Answer>>;
  readonly security?: readonly object[];
}

export type Paths = Record<string, Record<string, Operation>>;

/** The answers to HEAD: those to GET, with nothing in them (RFC 9110 §9.3.2). */
export const withoutContent = (answers: Operation['responses']): Operation['responses'] =>
  Object.fromEntries(Object.entries(answers).map(([status, { content: _content, ...answer }]) => [status, answer]));
