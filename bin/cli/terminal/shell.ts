/** The surroundings of a command: its environment, its output and its terminal. */
export interface Shell {
  readonly env: NodeJS.ProcessEnv;
  /** Writes the result. */
  out(text: string): void;
  /** Writes notes, progress and errors, so that a machine can read the result alone. */
  err(text: string): void;
  /** Whether the result goes to a terminal with colours. */
  readonly colours?: boolean;
  /** The terminal that shows progress; undefined if there is none. */
  readonly terminal?: NodeJS.WritableStream;
  /** The terminal on which a person answers questions; undefined in a script. */
  readonly input?: NodeJS.ReadStream;
  /** The folder that file names are relative to; by default that of the process. */
  readonly cwd?: string;
  wait?(milliseconds: number): Promise<unknown>;
}

/** The exit codes. README and `--help` list them too. */
export const EXIT = {
  done: 0,
  /** The server refused the request, a file has an error, or `doctor` found a fault. */
  refused: 1,
  /** The command line or a setting is wrong; no change was requested. */
  usage: 2,
  /** The server did not answer, or is busy: running the command again is safe. */
  unreachable: 3,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Why a command failed, and the remedy. The message is shown as it is. */
export class CommandError extends Error {
  override name = 'CommandError';
  constructor(
    message: string,
    readonly code: ExitCode = EXIT.refused,
  ) {
    super(message);
  }
}

/** The name of this program as the user types it. */
export const programName = ({ env }: Pick<Shell, 'env'>): string =>
  env.npm_lifecycle_event === 'bulletin' ? 'npm run bulletin --' : 'bulletin';

/** The folder that file names are relative to. npm changes to the folder of package.json and keeps the user's in INIT_CWD. */
export const workingFolder = ({ cwd, env }: Pick<Shell, 'cwd' | 'env'>): string =>
  cwd || (env.npm_lifecycle_event && env.INIT_CWD) || process.cwd();
