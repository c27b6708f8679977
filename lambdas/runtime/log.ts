import { Logger } from '@aws-lambda-powertools/logger';
import type { LogRequest } from '../http/request-log';
import type { Environment } from './settings';

/** Where a function tells of its requests and its troubles. */
export interface Log {
  readonly request: LogRequest;
  readonly trouble: (message: string, error: unknown) => void;
  /** What a person on call has to know, in one sentence, with what a machine may look for. */
  readonly fault: (message: string, facts: Readonly<Record<string, string>>) => void;
}

/** One JSON line each where Lambda runs us, for machines; elsewhere one readable line, for who sits before it. */
export function logFrom(environment: Environment): Log {
  return environment.AWS_LAMBDA_FUNCTION_NAME
    ? jsonLines()
    : readableLines((line) => process.stdout.write(`${line}\n`));
}

function jsonLines(): Log {
  const logger = new Logger({ serviceName: 'bulletin' });
  return {
    request: ({ error, ...line }) =>
      error === undefined ? logger.info('request', line) : logger.error('request', { ...line, error: asError(error) }),
    trouble: (message, error) => logger.error(message, { error: asError(error) }),
    fault: (message, facts) => logger.error(message, facts),
  };
}

/** Exported for its test. */
export function readableLines(write: (line: string) => void): Log {
  return {
    request: ({ method, route, status, milliseconds, bytes, error }) =>
      write(
        `${status} ${method} ${route} ${milliseconds} ms ${bytes} bytes${error === undefined ? '' : `: ${asError(error).message}`}`,
      ),
    trouble: (message, error) => write(`${message}: ${asError(error).message}`),
    fault: (message) => write(message),
  };
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
