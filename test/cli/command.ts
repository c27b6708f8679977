import { runCommandLine } from '../../bin/cli/command-line';
import type { Shell } from '../../bin/cli/terminal/shell';

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, without pauses. */
export async function runCommand(args: readonly string[], shell: Partial<Shell> = {}): Promise<CommandResult> {
  let [out, err] = ['', ''];
  const code = await runCommandLine(args, {
    env: {},
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    wait: async () => {},
    ...shell,
  });
  return { code, out, err };
}
