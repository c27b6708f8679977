import { relative } from 'node:path';
import { name as packageName } from '../../../package.json';

/** The surroundings of a command: its environment, its output and its terminal. */
export interface Shell {
  readonly env: NodeJS.ProcessEnv;
  /** The file that Node runs; it tells the name by which the user called the program. */
  readonly program?: string;
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
  /** Milliseconds since 1970; by default those of the system. */
  now?(): number;
}

/** The time of a command, in milliseconds since 1970. */
export const currentTime = ({ now = Date.now }: Pick<Shell, 'now'>): number => now();

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
export function programName({ env, program }: Pick<Shell, 'env' | 'program'>): string {
  const script = env.npm_lifecycle_event;
  if (script === 'bulletin' || (script === 'start' && isClone(program))) return 'npm run --silent bulletin --';
  if (isClone(program)) return pathAsTyped(program);
  return script === 'npx' ? `npx ${packageName}` : 'bulletin';
}

/** The command that starts the local server, as the user types it. */
export const startCommand = (shell: Pick<Shell, 'env' | 'program'>): string =>
  isClone(shell.program) ? 'npm start' : `${programName(shell)} start`;

/** In the package the program is `dist/bulletin.mjs`, or npm's link to it. */
const isClone = (program: string | undefined): program is string =>
  program !== undefined && /[\\/]bin[\\/]bulletin\.mjs$/.test(program);

function pathAsTyped(program: string): string {
  const path = relative(process.cwd(), program);
  if (process.platform === 'win32') return `node ${path}`;
  return path.startsWith('.') ? path : `./${path}`;
}

/** The folder that file names are relative to. npm changes to the folder of package.json and keeps the user's in INIT_CWD. */
export const workingFolder = ({ cwd, env }: Pick<Shell, 'cwd' | 'env'>): string =>
  cwd || (env.npm_lifecycle_event && env.INIT_CWD) || process.cwd();
