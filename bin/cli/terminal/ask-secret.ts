import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CommandError, EXIT, type Shell } from './shell';

/** Standard input of a script. */
type ScriptInput = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/**
 * Asks for a secret on the terminal and does not show the answer; a script gives it on standard input. The answer has no
 * white space around it, and may be empty. Throws a CommandError if the user ends the question, or no one can be asked.
 */
export async function askSecret(question: string, shell: Shell, script: ScriptInput = process.stdin): Promise<string> {
  if (shell.input !== undefined) return askOnTerminal(question, shell.input, shell);
  // The terminal would show what is typed. This happens where standard error goes to a file.
  if (script.isTTY)
    throw new CommandError('No question can be shown: leave standard error on the terminal.', EXIT.usage);
  return (await text(script)).trim();
}

function askOnTerminal(question: string, input: NodeJS.ReadStream, { err }: Shell): Promise<string> {
  // Readline writes each key to its output: here to none.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output, terminal: true, historySize: 0 });
  // The terminal no longer shows keys: only now is the question safe to answer.
  err(question);
  return new Promise((resolve, reject) => {
    let answer: string | undefined;
    lines.on('line', (line) => {
      answer = line.trim();
      lines.close();
    });
    lines.on('SIGINT', () => lines.close());
    lines.on('close', () => {
      err('\n');
      if (answer === undefined) reject(new CommandError('Nothing was changed.'));
      else resolve(answer);
    });
  });
}
