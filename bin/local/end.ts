import { readFileSync } from 'node:fs';

/** How often the parent is looked for, in milliseconds. */
const WATCH = 500;

/**
 * Calls `end` once, when this process is asked to end or the one that started it is gone. A second request is not
 * waited for: it ends the process there and then.
 */
export function onEnd(end: () => void): void {
  const started = ancestry();
  const watch = setInterval(() => {
    if (ancestry() !== started) once();
  }, WATCH);
  watch.unref();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const once = () => {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, once).once(signal, () => process.exit(1));
    end();
  };
  for (const signal of signals) process.on(signal, once);
}

/** The parent and, when that is the shell which npm runs scripts in, npm too: killed, it leaves its shell behind. */
function ancestry(): string {
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === undefined || process.platform !== 'linux') return `${parent}`;
  try {
    // proc(5): pid (name) state parent …
    const [, name, grandparent] = /^\d+ \((.*)\) \S+ (\d+)/s.exec(readFileSync(`/proc/${parent}/stat`, 'utf8')) ?? [];
    return name === 'sh' ? `${parent} of ${grandparent}` : `${parent}`;
  } catch {
    return `${parent}`;
  }
}
