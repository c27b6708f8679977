import { readFileSync } from 'node:fs';

/** Milliseconds between checks of the parent process. */
const CHECK_EVERY_MS = 500;

/** Calls `end` once, on the first signal or when the parent process is gone. A second signal ends the process. */
export function onEnd(end: () => void): void {
  const original = ancestry();
  const watch = setInterval(() => {
    if (ancestry() === original) return;
    sayAlone();
    once();
  }, CHECK_EVERY_MS);
  watch.unref();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const once = () => {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, once).once(signal, () => process.exit(1));
    end();
  };
  for (const signal of signals) process.on(signal, once);
}

/** A server that was left behind, as by `nohup`, would otherwise end without a word in its log. */
function sayAlone(): void {
  // The terminal may be gone, too.
  process.stderr.on('error', () => {});
  process.stderr.write('The program that started this server has ended, and so the server stops.\n');
}

/** The parent process; and npm above it, if the parent is the shell of an npm script, because that shell outlives a killed npm. */
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
