import { parseArgs } from 'node:util';

export interface LoadAsked {
  readonly help: boolean;
  readonly faults: boolean;
  /** 0.1 to 30. */
  readonly minutes: number;
}

export const LOAD_HELP = `npm run load puts a newsroom and its readers on this machine for some minutes, and holds what they are promised.

  --minutes N   how long, 0.1 to 30 (2)
  --faults      the engine is slow, throttles, drops connections and restarts meanwhile
  --help        this

Nothing leaves this machine. It exits with 1 where an answer is an error that was not promised, or is stale after an
upload, where a story is lost or stored twice, or where memory grows beyond its bound.
`;

/** The options of a command line. Throws an Error that names the fault. */
export function readLoadArguments(args: readonly string[]): LoadAsked {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h' },
      faults: { type: 'boolean' },
      minutes: { type: 'string' },
    },
  });
  const { help = false, faults = false, minutes = '2' } = values;
  const parsedMinutes = Number(minutes);
  if (!(parsedMinutes >= 0.1 && parsedMinutes <= 30))
    throw new Error(`--minutes is ${minutes}: give a number from 0.1 to 30`);
  return { help, faults, minutes: parsedMinutes };
}
