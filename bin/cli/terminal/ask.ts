import { CommandError, type Shell } from './shell';

/** Raw terminals send these characters for Ctrl-C and Ctrl-D. */
const STOPS = ['\u0003', '\u0004'];

/** Asks a question on the terminal. Only y and yes mean yes: an empty line, Ctrl-C and the end of the input mean no. */
export async function askYesNo(question: string, { input, err }: Shell): Promise<boolean> {
  if (!input) return false;
  // Ctrl-C right after the question must find its listener.
  const answer = readLine(input);
  err(`${question} [y/N] `);
  const line = await answer;
  // After Ctrl-C or the end of the input the cursor is still on the line of the question.
  if (line === undefined) err('\n');
  return /^\s*y(?:es)?\s*$/i.test(line ?? '');
}

/** One line of a terminal; undefined after Ctrl-C or at the end of the input. */
function readLine(input: NodeJS.ReadStream): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = '';
    const finish = (line: string | undefined): void => {
      input.off('data', read).off('end', stop).off('close', stop).pause();
      process.off('SIGINT', stop);
      resolve(line);
    };
    const stop = () => finish(undefined);
    const read = (part: Buffer | string): void => {
      text += String(part);
      // Enter is CR on a raw terminal, LF on another.
      const [line, enter] = /^([^\r\n]*)(\r\n?|\n)/.exec(text)?.slice(1) ?? [];
      if (STOPS.some((stopped) => (line ?? text).includes(stopped))) stop();
      else if (line !== undefined && enter !== undefined) {
        finish(line);
        // The answers to the next questions may come in the same piece.
        const rest = text.slice(line.length + enter.length);
        if (rest !== '') input.unshift(rest);
      }
    };
    process.once('SIGINT', stop);
    if (input.readableEnded || input.destroyed) return stop();
    input.on('data', read).once('end', stop).once('close', stop).resume();
  });
}

/** The words of a question, and of the errors that stand for a missing and for a negative answer. */
interface Confirmation {
  readonly question: string;
  /** The remedy for a script, which cannot answer. */
  readonly withoutTerminal: string;
  /** The option --yes. */
  readonly yes?: boolean;
}

/** Asks before a command goes on. Throws a CommandError after a no, and where nobody can answer. */
export async function confirm({ question, withoutTerminal, yes }: Confirmation, shell: Shell): Promise<void> {
  if (yes) return;
  if (!shell.input) throw new CommandError(withoutTerminal);
  if (!(await askYesNo(question, shell))) throw new CommandError('Nothing was sent.');
}
