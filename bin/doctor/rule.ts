/** The areas of rules: the columns of the doctor's table. */
export const AREAS = ['parses', 'rules', 'reachable', '304', 'compressed', 'fresh', 'history'] as const;
export type Area = (typeof AREAS)[number];

/** A rule in words that follow a feed's address: a fault hides news or breaks a MUST; advice makes a feed better. */
export type Rule<Subject> = { readonly area: Area } & AreaRule<Subject>;

type AreaRule<Subject> = ({ readonly fault: string } | { readonly advice: string }) & {
  readonly remedy: string;
  /** Whether the feed breaks the rule, or the places where it does. */
  readonly check: (subject: Subject) => boolean | readonly string[];
};

/** The rules of one area. */
export const rulesOf = <Subject>(area: Area, rules: readonly AreaRule<Subject>[]): Rule<Subject>[] =>
  rules.map((rule) => ({ area, ...rule }));

/** A broken rule. */
export interface Finding {
  readonly area: Area;
  readonly severity: 'fault' | 'advice';
  /** In words that follow the address of the feed. */
  readonly wrong: string;
  /** May be empty. */
  readonly places: readonly string[];
  readonly remedy: string;
}

/** The findings of all rules, in the order of the rules. */
export const applyRules = <Subject>(rules: readonly Rule<Subject>[], subject: Subject): Finding[] =>
  rules.flatMap((rule) => {
    const result = rule.check(subject);
    const places = typeof result === 'boolean' ? [] : result;
    if (result !== true && places.length === 0) return [];
    const found =
      'fault' in rule
        ? { severity: 'fault' as const, wrong: rule.fault }
        : { severity: 'advice' as const, wrong: rule.advice };
    return [{ area: rule.area, ...found, places, remedy: rule.remedy }];
  });
