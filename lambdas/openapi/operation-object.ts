import type { Schema } from './json-schema';
import type { RefusalName } from './refusals';
import { type NamedResponse, withoutContent } from './responses';

/** A Parameter Object (OpenAPI 3.1.1 §4.8.12). */
export interface ParameterObject {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description?: string;
  readonly required?: true;
  readonly schema: Schema;
  readonly example?: unknown;
}

/** An Operation Object (§4.8.10): one method of one address. */
export interface OperationObject {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly parameters?: readonly (ParameterObject | { readonly $ref: string })[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, NamedResponse>>;
  readonly security?: readonly object[];
}

export type PathsObject = Record<string, Record<string, OperationObject>>;

/** `headStory` of `getStory`: the operation of another method at the same address. */
export const operationIdFor = (method: 'head' | 'options', operationId: string): string =>
  operationId.replace(/^[a-z]+/, method);

/** HEAD of a GET: the same answers without their content (RFC 9110 §9.3.2). */
export const headOf = (get: OperationObject): OperationObject => ({
  ...get,
  operationId: operationIdFor('head', get.operationId),
  responses: withoutContent(get.responses),
});

/** One method of the newsroom side. The table of routes has its path and scope. */
export interface NewsroomOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly ParameterObject[];
  readonly body?: { readonly schema: Schema; readonly example: unknown; readonly required?: false };
  readonly answers: {
    /** 200 if left out. */
    readonly status?: 201;
    readonly description: string;
    readonly schema: Schema;
    readonly example: unknown;
    /** The answer is about one story, and its ETag is the revision. */
    readonly ofStory?: true;
    /** The answer to a dry run has a preview. */
    readonly previewed?: true;
  };
  readonly refuses?: readonly RefusalName[];
}
