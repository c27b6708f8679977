import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isMeasure, MEASURES, type MeasureName } from '../measures';

export interface Asked {
  readonly help: boolean;
  readonly quick: boolean;
  readonly large: boolean;
  /** Left out for the Node that runs this. */
  readonly node?: string;
  /** Whether each measure waits until the machine has little else to do. */
  readonly wait: boolean;
  /** The measures to take, in their order. */
  readonly only: readonly MeasureName[];
}

const NAMES = Object.keys(MEASURES).filter(isMeasure);

export const HELP = `npm run bench measures Bulletin against yardsticks in the same run, and writes bench/results.md.

  --only NAME   one measure, printed and not written; may be given more than once:
                ${NAMES.join(', ')}
  --large       with 200,000 stored stories too, which takes minutes
  --quick       a few rounds of each, printed and not written: shows that all can be measured and that counts are right
  --node FILE   cold starts with another Node too: Lambda runs a newer one (npm install --no-save node@24 brings it)
  --wait        each measure waits until the machine's load is below 1, an hour at most
  --help        this

It exits with 1 where a measure cannot be taken or a count is wrong; a goal that is missed is said, and no failure.
`;

/** The options of a command line. Throws an Error that names the fault. */
export function readArguments(args: readonly string[]): Asked {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h' },
      quick: { type: 'boolean' },
      large: { type: 'boolean' },
      node: { type: 'string' },
      wait: { type: 'boolean' },
      only: { type: 'string', multiple: true },
    },
  });
  const { help = false, quick = false, large = false, node, wait = false, only = [] } = values;
  const unknown = only.find((name) => !isMeasure(name));
  if (unknown !== undefined) throw new Error(`there is no measure ${unknown}: ${NAMES.join(', ')}`);
  if (node !== undefined && !existsSync(node)) throw new Error(`there is no ${node}: give the file of another Node`);
  return {
    help,
    quick,
    large,
    wait,
    ...(node !== undefined && { node }),
    only: NAMES.filter((name) => only.length === 0 || only.includes(name)),
  };
}
