import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import type { OperationRefusal, StoryResult } from '../../../lambdas/http/newsroom-operations';
import type { Command } from './editor';

/** How a command ended: an answer, or an error by its name. */
export interface Ended {
  readonly outcome: StoryResult | OperationRefusal | { readonly failed: string; readonly message: string };
  readonly milliseconds: number;
  /** How often it waited before another attempt. */
  readonly waits: number;
}

export interface PublishingProcess {
  /** Settles with undefined where the process is killed first. */
  perform(command: Command): Promise<Ended | undefined>;
  kill(): Promise<void>;
}

/** Publishing processes: the newsroom side in processes of their own. They are bundled once, for a process starts four times as fast from one file. */
export function publishingProcesses(endpoint: string) {
  const folder = mkdtempSync(join(tmpdir(), 'bulletin-publishing-'));
  const file = join(folder, 'publishing.cjs');
  buildSync({
    entryPoints: [join(__dirname, 'publishing-process.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
  const running = new Set<PublishingProcess>();

  async function start(): Promise<PublishingProcess> {
    const { PATH } = process.env;
    const child = spawn(process.execPath, [file, endpoint], {
      env: { PATH, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    });
    const { perform, ready } = conversation(child);
    const publisher: PublishingProcess = {
      perform,
      async kill() {
        const exit = once(child, 'exit');
        child.kill('SIGKILL');
        await exit;
        running.delete(publisher);
      },
    };
    running.add(publisher);
    await ready;
    return publisher;
  }

  return {
    start,
    async end() {
      await Promise.all([...running].map((publisher) => publisher.kill()));
      rmSync(folder, { recursive: true });
    },
  };
}

function conversation(child: ChildProcessWithoutNullStreams) {
  const open = new Map<number, (ended: Ended | undefined) => void>();
  let n = 0;
  const lines = createInterface(child.stdout);
  const ready = once(lines, 'line').then(() => {
    lines.on('line', (line) => {
      const { n, ...ended } = JSON.parse(line);
      open.get(n)?.(ended);
      open.delete(n);
    });
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaint += text;
  });
  // Its output before it was killed is read to the end.
  lines.on('close', () => {
    if (complaint !== '') throw new Error(complaint);
    for (const settle of open.values()) settle(undefined);
  });
  // A killed process does not read its input.
  child.stdin.on('error', () => {});
  return {
    ready,
    perform: (command: Command) =>
      new Promise<Ended | undefined>((settle) => {
        n += 1;
        open.set(n, settle);
        child.stdin.write(`${JSON.stringify({ n, command })}\n`);
      }),
  };
}
