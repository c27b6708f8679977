/** Where a command runs: what it is told, and where it may speak. */
export interface Shell {
  readonly env: NodeJS.ProcessEnv;
  /** What was asked for. */
  out(text: string): void;
  /** All else, so that what was asked for can be read by a machine. */
  err(text: string): void;
  /** Whether what was asked for goes to a terminal that shows colours. */
  readonly colours?: boolean;
  /** Where progress is drawn; left out where nobody looks. */
  readonly terminal?: NodeJS.WritableStream;
  /** The folder that file names start from; the process's own where it is left out. */
  readonly cwd?: string;
  /** Waits for so many milliseconds. */
  wait?(milliseconds: number): Promise<unknown>;
}

/** What a script can tell from a command's exit code. README and `--help` say the same. */
export const EXIT = {
  done: 0,
  /** The server refused it, a file is wrong, or `doctor` found something. */
  refused: 1,
  /** The command line or a setting is wrong: nothing was asked of anybody. */
  usage: 2,
  /** No answer came, or only that the server is busy: running it again is safe. */
  unreachable: 3,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Why a command did not do what it was asked to, and the remedy: shown as it is. */
export class CommandError extends Error {
  override name = 'CommandError';
  constructor(
    message: string,
    readonly code: ExitCode = EXIT.refused,
  ) {
    super(message);
  }
}

/** How this program was programName, as somebody would type it again. */
export const programName = ({ env }: Pick<Shell, 'env'>): string =>
  env.npm_lifecycle_event === 'bulletin' ? 'npm run bulletin --' : 'bulletin';

/** The folder that file names start from. npm changes to the folder of package.json before it runs anything, and says where it was called. */
export const workingFolder = ({ cwd, env }: Pick<Shell, 'cwd' | 'env'>): string =>
  cwd || (env.npm_lifecycle_event && env.INIT_CWD) || process.cwd();
