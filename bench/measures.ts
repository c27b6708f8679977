import type { Measure } from './harness/measure';
import { coldStart } from './measures/cold-start';
import { day } from './measures/day';
import { firstAnswer } from './measures/first-answer';
import { feeds, stories } from './measures/growth';
import { imports } from './measures/import';
import { localServer } from './measures/local-server';
import { memory } from './measures/memory';
import { poll } from './measures/poll';
import { upload } from './measures/upload';
import { writers } from './measures/writers';

/** Every measure, by the name that `--only` takes, in the order of the results. */
export const MEASURES = {
  poll,
  'local-server': localServer,
  'first-answer': firstAnswer,
  'cold-start': coldStart,
  stories,
  feeds,
  memory,
  upload,
  writers,
  import: imports,
  day,
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof MEASURES;

export const isMeasure = (name: string): name is MeasureName => Object.hasOwn(MEASURES, name);
