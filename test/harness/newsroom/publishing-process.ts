// The newsroom side in a process of its own, which may be killed at any moment. It takes commands, one JSON line each, does every one
// as soon as it comes, and says how each ended. Arguments: the engine's address.
import { AsyncLocalStorage } from 'node:async_hooks';
import { createInterface } from 'node:readline';
import { act, type Command } from './editor';
import { newsroom } from './newsroom';

const [endpoint = ''] = process.argv.slice(2);
const waits = new AsyncLocalStorage<{ count: number }>();
const room = newsroom(endpoint, {
  onWait: () => {
    const waited = waits.getStore();
    if (waited) waited.count += 1;
  },
});

async function perform(n: number, command: Command): Promise<void> {
  const started = performance.now();
  const waited = { count: 0 };
  const outcome = await waits
    .run(waited, () => act(room, command))
    .catch(({ name, message }: Error) => ({ failed: name, message }));
  const milliseconds = Math.round(performance.now() - started);
  process.stdout.write(`${JSON.stringify({ n, outcome, milliseconds, waits: waited.count })}\n`);
}

process.stdout.write('ready\n');
createInterface(process.stdin).on('line', (line) => {
  const { n, command } = JSON.parse(line);
  void perform(n, command);
});
