import { isNativeError } from 'node:util/types';

/** Why the server cannot start or continue, and the remedy. The message is one line, shown as it is. */
export class StartError extends Error {
  override name = 'StartError';
}

/** The first line of an error's message; its code if the message is empty, as for refused connections. */
export function reason(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  const [line] = error.message.split('\n');
  return line || ('code' in error ? String(error.code) : error.name);
}
