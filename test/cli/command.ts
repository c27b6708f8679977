import { runCommandLine } from '../../bin/cli/command-line';
import type { Shell } from '../../bin/cli/terminal/shell';

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder that does not exist: no test finds the tokens of the person who runs it. */
const NO_SETTINGS = '/nonexistent';

/** Runs a command line in this process, without pauses. */
export async function runCommand(args: readonly string[], shell: Partial<Shell> = {}): Promise<CommandResult> {
  let [out, err] = ['', ''];
  const code = await runCommandLine(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    wait: async () => {},
    ...shell,
    env: { XDG_CONFIG_HOME: NO_SETTINGS, ...shell.env },
  });
  return { code, out, err };
}
