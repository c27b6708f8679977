// Runs the engine while standard input is open. The server holds the other end, and the system closes it however the server
// ends. Only this works after a SIGKILL.
import { spawn } from 'node:child_process';

const [binary, ...args] = process.argv.slice(2);
const engine = spawn(binary, args, { stdio: ['ignore', 'inherit', 'inherit'] });

function end() {
  engine.kill('SIGTERM');
  setTimeout(() => engine.kill('SIGKILL'), 2_000);
}

engine.on('error', ({ message }) => {
  process.stderr.write(`error: ${message}\n`);
  process.exit(1);
});
engine.on('exit', (code) => process.exit(code ?? 1));
process.stdin.on('end', end).on('error', end).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
