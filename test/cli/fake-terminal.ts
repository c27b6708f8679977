import { PassThrough } from 'node:stream';
import type { Shell } from '../../bin/cli/terminal/shell';

/** A terminal on which somebody has typed keys ahead of the questions. */
export function fakeTerminal(keys: string): NonNullable<Shell['input']> {
  const terminal = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => terminal });
  terminal.write(keys);
  return terminal as unknown as NonNullable<Shell['input']>;
}
