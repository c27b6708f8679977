import { TITLES } from '../http/problem-details';
import type { Headers } from './headers';
import { arraySchema, objectSchema, type Schema, schemaRef } from './json-schema';

export type Content = Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown }>>;

/** A Response Object (OpenAPI 3.1.1 §4.8.17). */
export interface ResponseObject {
  readonly description: string;
  readonly headers?: Headers;
  readonly content?: Content;
  readonly links?: Readonly<Record<string, object>>;
}

/** A response and its name under `components.responses`, where several operations share it. */
export interface NamedResponse extends ResponseObject {
  readonly name: string;
  /** The name of the answer to HEAD; left out, `name` with `WithoutBody` after it. */
  readonly nameWithoutBody?: string;
}

/** `GetStoryAnswer` of `getStory`. */
export const answerName = (operationId: string): string =>
  `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Answer`;

/** The answers to HEAD: the ones to GET without their content (RFC 9110 §9.3.2). */
export const withoutContent = (
  responses: Readonly<Record<string, NamedResponse>>,
): Readonly<Record<string, NamedResponse>> =>
  Object.fromEntries(
    Object.entries(responses).map(([status, { content, ...response }]) => {
      const { name, nameWithoutBody = `${name}WithoutBody` } = response;
      return [status, content ? { ...response, name: nameWithoutBody } : response];
    }),
  );

export const PROBLEM_SCHEMA: Schema = objectSchema(
  {
    status: { type: 'integer', enum: Object.keys(TITLES).map(Number) },
    title: { type: 'string' },
    detail: { type: 'string', description: 'The fact and its remedy.' },
    errors: arraySchema(schemaRef('Remark'), { description: 'Each wrong field or query parameter.' }),
  },
  ['status', 'title', 'detail'],
);
