import { setTimeout as wait } from 'node:timers/promises';
import { type Engine, startEngine } from '../../bin/local/engine';
import { type EngineProxy, type NetworkPath, startProxy } from '../../test/harness/newsroom/engine-proxy';

/** The faults of the path to the engine for a while. */
const KINDS: readonly (readonly [name: string, path: NetworkPath])[] = [
  ['calm', () => 'pass'],
  ['slow', () => ({ delay: 100 + Math.random() * 500 })],
  ['throttling', () => (Math.random() < 0.4 ? 'throttle' : 'pass')],
  [
    'dropping',
    () =>
      (['cut before', 'cut after', 'cut within', 'pass', 'pass', 'pass'] as const)[Math.floor(Math.random() * 6)] ??
      'pass',
  ],
];

export interface FaultPlan {
  readonly endpoint: string;
  /** How many requests met a fault so far, those to an engine that is away among them. */
  faults(): number;
  /** Begins to change; settles once the engine is calm again, after so many milliseconds. */
  run(milliseconds: number, until: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

/** An engine, on a file where it has to outlive a restart, and the path to it, on which things go wrong once it runs. */
export async function startFaultPlan(file?: string): Promise<FaultPlan> {
  let engine: Engine = await startEngine(file);
  const proxy: EngineProxy = await startProxy(engine.endpoint);
  let away = false;
  let restarts = 0;
  const passes = () => proxy.met.get('pass') ?? 0;
  const met = () => [...proxy.met.values()].reduce((sum, count) => sum + count, 0);
  return {
    endpoint: proxy.endpoint,
    // While the engine is away, every moment is a fault.
    faults: () => met() - passes() + restarts + (away ? performance.now() : 0),
    async run(milliseconds, until) {
      const each = milliseconds / (KINDS.length + 1);
      while (!until.aborted) {
        for (const [, path] of KINDS) {
          proxy.path = path;
          await wait(each);
          if (until.aborted) break;
        }
        proxy.path = () => 'pass';
        away = true;
        await engine.stop();
        await wait(Math.min(500, each / 4));
        engine = await startEngine(file);
        proxy.engine = engine.endpoint;
        restarts += 1;
        away = false;
        await wait(each / 2);
      }
      proxy.path = () => 'pass';
    },
    async stop() {
      await proxy.stop();
      await engine.stop();
    },
  };
}
