import { runCommandLine } from '../../bin/cli/command-line';
import type { Shell } from '../../bin/cli/terminal/shell';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What a command says, typed in a folder, and its exit code; nothing is waited for. */
export async function said(args: readonly string[], shell: Partial<Shell> = {}): Promise<Said> {
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
