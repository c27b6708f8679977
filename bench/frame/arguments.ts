import { parseArgs } from 'node:util';
import { isMeasure, MEASURES, type MeasureName } from '../measures';

export interface Asked {
  readonly help: boolean;
  readonly quick: boolean;
  readonly large: boolean;
  /** The measures to take, in their order. */
  readonly only: readonly MeasureName[];
}

const NAMES = Object.keys(MEASURES).filter(isMeasure);

export const HELP = `npm run bench measures Bulletin against yardsticks in the same run, and writes bench/results.md.

  --only NAME   one measure, printed and not written; may be given more than once:
                ${NAMES.join(', ')}
  --large       with 200,000 stored stories too, which takes minutes
  --quick       a few rounds of each, printed and not written: shows that all can be measured and that counts are right
  --help        this

It exits with 1 where a measure cannot be taken or a count is wrong; a goal that is missed is said, and no failure.
`;

/** What a command line asks for. Throws an Error that says what is wrong with it. */
export function readArguments(args: readonly string[]): Asked {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h' },
      quick: { type: 'boolean' },
      large: { type: 'boolean' },
      only: { type: 'string', multiple: true },
    },
  });
  const { help = false, quick = false, large = false, only = [] } = values;
  const unknown = only.find((name) => !isMeasure(name));
  if (unknown !== undefined) throw new Error(`there is no measure ${unknown}: ${NAMES.join(', ')}`);
  return { help, quick, large, only: NAMES.filter((name) => only.length === 0 || only.includes(name)) };
}
