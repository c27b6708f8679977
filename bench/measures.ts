import type { Measure } from './frame/measure';
import { coldStart } from './measures/cold-start';
import { firstAnswer } from './measures/first-answer';
import { poll } from './measures/poll';
import { tutorial } from './measures/tutorial';

/** Every measure, by the name that `--only` takes, in the order of the results. */
export const MEASURES = {
  poll,
  'first-answer': firstAnswer,
  tutorial,
  'cold-start': coldStart,
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof MEASURES;

export const isMeasure = (name: string): name is MeasureName => Object.hasOwn(MEASURES, name);
