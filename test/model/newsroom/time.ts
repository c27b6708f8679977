/** Seconds since 1970: the grain of the newsroom's clock. */
export type Seconds = number;

export const MINUTE = 60;
export const HOUR = 3_600;
export const DAY = 86_400;

/** `2026-11-22T20:00:00Z` */
export const iso = (at: Seconds): string => `${new Date(at * 1000).toISOString().slice(0, 19)}Z`;

/** The second of any date that JavaScript can read. */
export const secondOf = (date: string): Seconds => Math.floor(Date.parse(date) / 1000);

/** Where the clock stands when a history begins. */
export const START = secondOf('2026-11-22T20:00:00Z');
