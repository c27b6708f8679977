import { runCommandLine } from './command-line';
import { showsColours } from './terminal/colours';

// A reader that closes the pipe early, such as head, is not an error.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));

// Keeps the SDK from printing, in every process, that support for Node 20 will end. package.json keeps to releases that run there.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

void runCommandLine(process.argv.slice(2), {
  env: process.env,
  program: process.argv[1],
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  colours: showsColours(process.stdout, process.env),
  terminal: process.stderr.isTTY ? process.stderr : undefined,
  // Questions are printed to standard error.
  input: process.stdin.isTTY && process.stderr.isTTY ? process.stdin : undefined,
}).then((code) => {
  process.exitCode = code;
});
