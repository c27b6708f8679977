import { Format, SingleBar } from 'cli-progress';
import type { Shell } from './shell';

/** How far something is: a bar with rate and remaining time where somebody looks at it, else nothing. */
export interface Progress {
  /** How many there are; of some things that is known only when they are done. */
  total(count: number): void;
  to(done: number): void;
  /** A line that stays, above the bar. */
  say(text: string): void;
  end(): void;
}

/** Milliseconds over which the rate is told: since the last so many. */
const DRAWN_EVERY = 100;

export function createProgress(what: string, { err, terminal }: Shell): Progress {
  if (!terminal) return { total() {}, to() {}, say: err, end() {} };
  let began = Date.now();
  const bar = new SingleBar({
    stream: terminal,
    fps: 1_000 / DRAWN_EVERY,
    hideCursor: true,
    etaBuffer: 50,
    format: (options, { value, total, eta }) => {
      const rate = Math.round(value / Math.max((Date.now() - began) / 1_000, 0.001));
      const drawn = Format.BarFormat(total > 0 ? value / total : 0, options);
      const left = Number.isFinite(eta) && value > 0 ? `, ${Format.TimeFormat(eta, options, 1)} left` : '';
      return `${what} ${drawn} ${value} of ${total}, ${rate} a second${left}`;
    },
  });
  let started = false;
  return {
    total(count) {
      began = Date.now();
      if (started) bar.setTotal(count);
      else bar.start(count, 0);
      started = true;
    },
    to: (done) => bar.update(done),
    say(text) {
      if (started) terminal.write('\r\u001b[K');
      err(text);
      if (started) bar.render();
    },
    end() {
      if (started) bar.stop();
    },
  };
}
