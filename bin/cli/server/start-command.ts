import { programName, type Shell } from '../terminal/shell';

/** The command that starts the local server, as the user types it. */
export const startCommand = (shell: Pick<Shell, 'env'>): string =>
  programName(shell) === 'bulletin' ? 'bulletin start' : 'npm start';
