import { runCommandLine } from './command-line';
import { showsColours } from './terminal/colours';

// A reader that has seen enough, such as head, is no error of ours.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));

void runCommandLine(process.argv.slice(2), {
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  colours: showsColours(process.stdout, process.env),
  ...(process.stderr.isTTY && { terminal: process.stderr }),
}).then((code) => {
  process.exitCode = code;
});
