import { isNativeError } from 'node:util/types';

/** Why the server cannot start or go on, and what to do about it: one line, shown as it is. */
export class StartError extends Error {
  override name = 'StartError';
}

/** The first line that an error has to say; its code where it says nothing (refused connections come without words). */
export function reason(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  const [line] = error.message.split('\n');
  return line || ('code' in error ? String(error.code) : error.name);
}
