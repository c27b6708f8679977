import { PassThrough } from 'node:stream';
import type { Shell } from '../../../bin/cli/terminal/shell';

/** The terminal of a person who has typed these keys. */
export function createTypist(keys: string): NonNullable<Shell['input']> {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  input.write(keys);
  // A test gives a stream for the terminal: the commands use nothing else of it.
  return input as unknown as NonNullable<Shell['input']>;
}
