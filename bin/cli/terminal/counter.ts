import type { Shell } from './shell';

/** Progress of a search whose end is unknown: one line of a terminal. A script gets nothing. */
export interface Counter {
  show(text: string): void;
  /** Removes the line. */
  end(): void;
}

export function createCounter({ terminal }: Pick<Shell, 'terminal'>): Counter {
  let isShown = false;
  return {
    show(text) {
      terminal?.write(`\r\u001b[K${text}`);
      isShown = true;
    },
    end() {
      if (isShown) terminal?.write('\r\u001b[K');
    },
  };
}
