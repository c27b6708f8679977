/** What a feed is looked at for: the columns of the doctor's table. */
export const AREAS = ['parses', 'rules', 'reachable', '304', 'compressed', 'fresh', 'history'] as const;
export type Area = (typeof AREAS)[number];

/** Something that a feed has to do, or had better do. */
export interface Rule<On> {
  readonly area: Area;
  /** What would make a feed better, and breaks nothing. All else keeps news from somebody, or is against a "must". */
  readonly isAdvice?: true;
  /** What a feed does that breaks it, in words that follow the feed's address. */
  readonly wrong: string;
  readonly remedy: string;
  /** Whether it is broken, or the places where it is. */
  readonly check: (on: On) => boolean | readonly string[];
}

/** A rule that a feed breaks. */
export interface Finding {
  readonly area: Area;
  readonly is: 'fault' | 'advice';
  /** In words that follow the feed's address. */
  readonly wrong: string;
  /** Where it is so, where there are places. */
  readonly places: readonly string[];
  readonly remedy: string;
}

/** The rules that something breaks, in their order. */
export const applyRules = <On>(rules: readonly Rule<On>[], on: On): Finding[] =>
  rules.flatMap(({ area, isAdvice, wrong, remedy, check }) => {
    const where = check(on);
    const places = typeof where === 'boolean' ? [] : where;
    const isBroken = where === true || places.length > 0;
    return isBroken ? [{ area, is: isAdvice ? 'advice' : 'fault', wrong, places, remedy }] : [];
  });
