/** The areas of rules: the columns of the doctor's table. */
export const AREAS = ['parses', 'rules', 'reachable', '304', 'compressed', 'fresh', 'history'] as const;
export type Area = (typeof AREAS)[number];

/** One rule about a feed. */
export interface Rule<Subject> {
  readonly area: Area;
  /** Set for a rule that would make a feed better. A broken rule without it keeps news from some readers, or breaks a MUST. */
  readonly isAdvice?: true;
  /** The mistake, in words that follow the address of the feed. */
  readonly wrong: string;
  readonly remedy: string;
  /** Whether the feed breaks the rule, or the places where it does. */
  readonly check: (subject: Subject) => boolean | readonly string[];
}

/** A broken rule. */
export interface Finding {
  readonly area: Area;
  readonly is: 'fault' | 'advice';
  /** In words that follow the address of the feed. */
  readonly wrong: string;
  /** May be empty. */
  readonly places: readonly string[];
  readonly remedy: string;
}

/** The findings of all rules, in the order of the rules. */
export const applyRules = <Subject>(rules: readonly Rule<Subject>[], subject: Subject): Finding[] =>
  rules.flatMap(({ area, isAdvice, wrong, remedy, check }) => {
    const result = check(subject);
    const places = typeof result === 'boolean' ? [] : result;
    const isBroken = result === true || places.length > 0;
    return isBroken ? [{ area, is: isAdvice ? 'advice' : 'fault', wrong, places, remedy }] : [];
  });
