import type { PathsObject } from './operation-object';
import type { ResponseObject } from './responses';

type Reference = { readonly $ref: string };

/** Paths whose answers that several operations give stand once, under `components.responses`. */
export function shareResponses(paths: PathsObject) {
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const times = new Map<string, number>();
  for (const { responses } of operations) {
    for (const [status, answer] of Object.entries(responses)) {
      const key = status + JSON.stringify(answer);
      times.set(key, (times.get(key) ?? 0) + 1);
    }
  }
  const names = new Map<string, string>();
  const responses: Record<string, ResponseObject> = {};
  function shared(status: string, answer: ResponseObject): ResponseObject | Reference {
    const key = status + JSON.stringify(answer);
    if ((times.get(key) ?? 0) < 2) return answer;
    const name = names.get(key) ?? nameFor(status, Object.keys(responses));
    names.set(key, name);
    responses[name] = answer;
    return { $ref: `#/components/responses/${name}` };
  }
  const all = Object.entries(paths).map(([path, methods]) => [
    path,
    Object.fromEntries(
      Object.entries(methods).map(([method, operation]) => [
        method,
        {
          ...operation,
          responses: Object.fromEntries(
            Object.entries(operation.responses).map(([status, answer]) => [status, shared(status, answer)]),
          ),
        },
      ]),
    ),
  ]);
  return { paths: Object.fromEntries(all), responses };
}

/** `Answer404`, `Answer404b`, … */
function nameFor(status: string, taken: readonly string[]): string {
  const same = taken.filter((name) => name.startsWith(`Answer${status}`)).length;
  return `Answer${status}${same === 0 ? '' : String.fromCharCode(97 + same)}`;
}
