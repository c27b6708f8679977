import { Format, SingleBar } from 'cli-progress';
import type { Shell } from './shell';

/** Progress of a long command. On a terminal a bar with rate and remaining time; elsewhere only the printed lines. */
export interface Progress {
  /** Sets the total, which may change. The first call draws the bar. */
  setTotal(count: number): void;
  setDone(count: number): void;
  /** Prints a line above the bar. */
  print(text: string): void;
  end(): void;
}

/** Drawings a second. */
const FRAMES = 10;

export function createProgress(label: string, { err, terminal }: Shell): Progress {
  if (!terminal) return { setTotal() {}, setDone() {}, print: err, end() {} };
  let began = Date.now();
  const bar = new SingleBar({
    stream: terminal,
    fps: FRAMES,
    hideCursor: true,
    etaBuffer: 50,
    format: (options, { value, total, eta }) => {
      const rate = Math.round(value / Math.max((Date.now() - began) / 1_000, 0.001));
      const drawn = Format.BarFormat(total > 0 ? value / total : 0, options);
      const left = Number.isFinite(eta) && value > 0 ? `, ${Format.TimeFormat(eta, options, 1)} left` : '';
      return `${label} ${drawn} ${value} of ${total}, ${rate} a second${left}`;
    },
  });
  let isStarted = false;
  return {
    setTotal(count) {
      began = Date.now();
      if (isStarted) bar.setTotal(count);
      else bar.start(count, 0);
      isStarted = true;
    },
    setDone: (count) => bar.update(count),
    print(text) {
      if (isStarted) terminal.write('\r\u001b[K');
      err(text);
      if (isStarted) bar.render();
    },
    end() {
      if (isStarted) bar.stop();
    },
  };
}
