import { isDeepStrictEqual } from 'node:util';
import type { OperationObject, PathsObject } from './operation-object';
import type { NamedResponse, ResponseObject } from './responses';

/** Moves shared responses to `components.responses`. Throws a TypeError for two different responses with one name. */
export function shareResponses(paths: PathsObject) {
  const all = Object.values(paths).flatMap((methods) =>
    Object.values(methods).flatMap((one) => Object.values(one.responses)),
  );
  const counts = new Map<string, number>();
  for (const { name } of all) counts.set(name, (counts.get(name) ?? 0) + 1);
  const responses: Record<string, ResponseObject> = {};
  function share({ name, nameWithoutBody: _, ...response }: NamedResponse): ResponseObject | { readonly $ref: string } {
    if (counts.get(name) === 1) return response;
    responses[name] ??= response;
    if (!isDeepStrictEqual(responses[name], response))
      throw new TypeError(`two different responses are called ${name}`);
    return { $ref: `#/components/responses/${name}` };
  }
  const shareIn = (operation: OperationObject) => ({ ...operation, responses: mapValues(operation.responses, share) });
  return { paths: mapValues(paths, (methods) => mapValues(methods, shareIn)), responses };
}

const mapValues = <Value, Result>(
  values: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Record<string, Result> => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
