import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { HELP, readArguments } from './harness/arguments';
import { buildBundles } from './harness/bundles';
import type { Found, Setting } from './harness/measure';
import { circumstances, load, page, terminalLine } from './harness/results';
import type { MeasureName } from './measures';

const { PATH, HOME } = process.env;

const say = (text: string) => void process.stderr.write(text);

/** Takes one measure in a process of its own. Throws where that process fails. */
async function takeMeasure(name: MeasureName, setting: Setting): Promise<Found> {
  const child = fork(join(__dirname, 'harness/own-process.ts'), [name], {
    execArgv: ['--expose-gc', '--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Nothing of whoever runs this: no profile, no settings.
    env: { PATH, HOME, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  let found: Found | undefined;
  child.on('message', (message: Found) => {
    found = message;
  });
  child.send(setting);
  const [code] = await once(child, 'exit');
  if (found === undefined) throw new Error(`${name} could not be measured (exit code ${code})`);
  return found;
}

/** Settles once the machine has little else to do, or after an hour. */
async function quiet(): Promise<void> {
  for (let seconds = 0; load() >= 1 && seconds < 3_600; seconds += 5) await setTimeout(5_000);
}

async function run(args: readonly string[]): Promise<void> {
  const { help, quick, large, wait, node = process.execPath, only } = readArguments(args);
  if (help) return void process.stdout.write(HELP);
  const known = circumstances(args);
  const before = load();
  const folder = mkdtempSync(join(tmpdir(), 'bulletin-bench-'));
  try {
    say('The functions are built as they are deployed …\n');
    const bundles = buildBundles(folder);
    const found: Found[] = [];
    for (const name of only) {
      if (wait) await quiet();
      say(`${name}, at a load of ${load().toFixed(2)}\n`);
      const one = await takeMeasure(name, { bundles, quick, large, node });
      for (const row of one.rows) say(terminalLine(row));
      found.push(one);
    }
    const text = page(found, { ...known, load: [before, load()] });
    if (quick || args.includes('--only')) process.stdout.write(text);
    else writeFileSync(join(__dirname, 'results.md'), text);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

run(process.argv.slice(2)).catch((error) => {
  say(`${error instanceof Error ? error.message : error}\nWhat can be asked: npm run bench -- --help\n`);
  process.exitCode = 1;
});
