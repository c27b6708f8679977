import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { LOAD_HELP, readLoadArguments } from './load/arguments';

const { PATH, HOME } = process.env;

async function run(args: readonly string[]): Promise<void> {
  const asked = readLoadArguments(args);
  if (asked.help) return void process.stdout.write(LOAD_HELP);
  const child = fork(join(__dirname, 'load/process.ts'), [], {
    execArgv: ['--expose-gc', '--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { PATH, HOME, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  let report: { lines: string[]; kept: boolean } | undefined;
  child.on('message', (message: { lines: string[]; kept: boolean }) => {
    report = message;
  });
  child.send(asked);
  const [code] = await once(child, 'exit');
  if (!report) throw new Error(`the load ended before its time (exit code ${code})`);
  process.stdout.write(`${report.lines.join('\n')}\n`);
  if (!report.kept) process.exitCode = 1;
}

run(process.argv.slice(2)).catch((error) => {
  process.stderr.write(
    `${error instanceof Error ? error.message : error}\nWhat can be asked: npm run load -- --help\n`,
  );
  process.exitCode = 1;
});
