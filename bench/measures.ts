import type { Measure } from './harness/measure';

/** Loads every measure, by the name that `--only` takes, in the order of the results. */
export const MEASURES = {
  poll: async () => (await import('./measures/poll')).poll,
  'local-server': async () => (await import('./measures/local-server')).localServer,
  units: async () => (await import('./measures/units')).units,
  'first-answer': async () => (await import('./measures/first-answer')).firstAnswer,
  bytes: async () => (await import('./measures/bytes')).bytes,
  'cold-start': async () => (await import('./measures/cold-start')).coldStart,
  stories: async () => (await import('./measures/growth')).stories,
  feeds: async () => (await import('./measures/growth')).feeds,
  memory: async () => (await import('./measures/memory')).memory,
  upload: async () => (await import('./measures/upload')).upload,
  body: async () => (await import('./measures/body')).body,
  writers: async () => (await import('./measures/writers')).writers,
  import: async () => (await import('./measures/import')).imports,
  day: async () => (await import('./measures/day')).day,
} as const satisfies Record<string, () => Promise<Measure>>;

export type MeasureName = keyof typeof MEASURES;

export const isMeasure = (name: string): name is MeasureName => Object.hasOwn(MEASURES, name);
