/** Where a command runs: what it is told, and where it may speak. */
export interface Shell {
  readonly env: NodeJS.ProcessEnv;
  /** What was asked for. */
  out(text: string): void;
  /** All else, so that what was asked for can be read by a machine. */
  err(text: string): void;
}

/** Why a command did not do what it was asked to, and the remedy: shown as it is. */
export class CommandError extends Error {
  override name = 'CommandError';
}
