import type { LogRequest } from '../http/request-log';
import type { Environment } from './settings';

/** The log of a function. */
export interface Log {
  readonly request: LogRequest;
  readonly trouble: (message: string, error: unknown) => void;
  /** One sentence for the person on call, and facts for queries. */
  readonly fault: (message: string, facts: Readonly<Record<string, string>>) => void;
}

type Write = (line: string) => void;

const write: Write = (text) => void process.stdout.write(text);

/** JSON lines on Lambda, and readable lines elsewhere. */
export function logFrom(environment: Environment): Log {
  // Lambda freezes a process after its answer, so each line leaves before it.
  if (environment.AWS_LAMBDA_FUNCTION_NAME) return jsonLines((line) => write(`${line}\n`), environment);
  process.off('exit', batched.flush).on('exit', batched.flush);
  return readableLines(batched.add);
}

/**
 * Writes the lines of one turn of the event loop at once. A write to a pipe or terminal stops the process, and took a
 * twentieth of a poll (docs/decisions/0022). Exported for its test.
 */
export function batchLines(write: Write): { add: Write; flush: () => void } {
  let lines = '';
  const flush = () => {
    if (lines !== '') write(lines);
    lines = '';
  };
  const add: Write = (line) => {
    if (lines === '') setImmediate(flush);
    lines += `${line}\n`;
  };
  return { add, flush };
}

/** The local server's two apps write one log. */
const batched = batchLines(write);

/**
 * Lines with the keys of Powertools' logger, for queries and metric filters. The logger itself would take a twentieth of a
 * cold start and of every poll (docs/decisions, "What a poll does without"). Exported for its test.
 */
export function jsonLines(write: Write, environment: Environment): Log {
  const writeLine = (level: 'INFO' | 'ERROR', message: string, facts: object) => {
    const timestamp = new Date().toISOString();
    // Lambda sets it for each request: `Root=1-…;Parent=…;Sampled=1`.
    const xray_trace_id = /Root=([\w-]+)/.exec(environment._X_AMZN_TRACE_ID ?? '')?.[1];
    write(JSON.stringify({ level, message, timestamp, service: 'bulletin', xray_trace_id, ...facts }));
  };
  return {
    request: ({ error, ...line }) =>
      error === undefined
        ? writeLine('INFO', 'request', line)
        : writeLine('ERROR', 'request', { ...line, error: toErrorJson(error) }),
    trouble: (message, error) => writeLine('ERROR', message, { error: toErrorJson(error) }),
    fault: (message, facts) => writeLine('ERROR', message, facts),
  };
}

/** Exported for its test. */
export function readableLines(write: Write): Log {
  return {
    request: ({ method, route, status, durationMs, bytes, token, story, pointer, error }) => {
      const facts = [token, story, pointer].filter((fact) => fact !== undefined).map((fact) => ` ${fact}`);
      const reason = error === undefined ? '' : `: ${toError(error).message}`;
      write(`${status} ${method} ${route} ${durationMs} ms ${bytes} bytes${facts.join('')}${reason}`);
    },
    trouble: (message, error) => write(`${message}: ${toError(error).message}`),
    fault: (message) => write(message),
  };
}

/** An error and its cause as JSON. */
function toErrorJson(error: unknown): object {
  const { name, message, stack, cause } = toError(error);
  return { name, message, stack, cause: cause === undefined ? undefined : String(cause) };
}

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
