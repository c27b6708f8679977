import type { LogRequest } from '../http/request-log';
import type { Environment } from './settings';

/** Where a function tells of its requests and its troubles. */
export interface Log {
  readonly request: LogRequest;
  readonly trouble: (message: string, error: unknown) => void;
  /** What a person on call has to know, in one sentence, with what a machine may look for. */
  readonly fault: (message: string, facts: Readonly<Record<string, string>>) => void;
}

type Write = (line: string) => void;

/** One JSON line each where Lambda runs us, for machines; elsewhere one readable line, for who sits before it. */
export function logFrom(environment: Environment): Log {
  const write: Write = (line) => void process.stdout.write(`${line}\n`);
  return environment.AWS_LAMBDA_FUNCTION_NAME ? jsonLines(write, environment) : readableLines(write);
}

/**
 * Lines of the keys that Powertools' logger gives, by which queries and metric filters find them. Not by that logger: it
 * takes a twentieth of a cold start and of every poll (docs/decisions: what a poll does without). Exported for its test.
 */
export function jsonLines(write: Write, environment: Environment): Log {
  const tell = (level: 'INFO' | 'ERROR', message: string, facts: object) => {
    const timestamp = new Date().toISOString();
    // Lambda sets it anew for each request: `Root=1-…;Parent=…;Sampled=1`.
    const xray_trace_id = /Root=([\w-]+)/.exec(environment._X_AMZN_TRACE_ID ?? '')?.[1];
    write(JSON.stringify({ level, message, timestamp, service: 'bulletin', xray_trace_id, ...facts }));
  };
  return {
    request: ({ error, ...line }) =>
      error === undefined ? tell('INFO', 'request', line) : tell('ERROR', 'request', { ...line, error: told(error) }),
    trouble: (message, error) => tell('ERROR', message, { error: told(error) }),
    fault: (message, facts) => tell('ERROR', message, facts),
  };
}

/** Exported for its test. */
export function readableLines(write: Write): Log {
  return {
    request: ({ method, route, status, milliseconds, bytes, error }) =>
      write(
        `${status} ${method} ${route} ${milliseconds} ms ${bytes} bytes${error === undefined ? '' : `: ${asError(error).message}`}`,
      ),
    trouble: (message, error) => write(`${message}: ${asError(error).message}`),
    fault: (message) => write(message),
  };
}

/** An error as JSON can say it, with what it was caused by. */
function told(error: unknown): object {
  const { name, message, stack, cause } = asError(error);
  return { name, message, stack, ...(cause !== undefined && { cause: String(cause) }) };
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
