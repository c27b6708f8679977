import { type Instant, latest, plusSeconds } from '../values/instant';
import { sha256 } from '../values/sha256';

/** The small item before a feed, a story or the register: all that a 304 needs. Validators need only it and a clock. */
export interface Head {
  /** Counts every write. */
  readonly writeCount: number;
  /** A random id, new with every change that readers see. A counter would repeat itself after a restore. */
  readonly version: string;
  /** The date of the present state. It never goes back, and may lie a little ahead. */
  readonly changedAt: Instant;
  /** The soonest moments at which readers see a change without a write, in order, after the last one that passed. */
  readonly moments: readonly Moment[];
  /** Until when `moments` is complete; undefined where it always is. */
  readonly momentsUntil?: Instant;
}

export interface Moment {
  readonly at: Instant;
  /** `nameHash` of the story's id or the feed's name. */
  readonly idHash: string;
}

/** Eight hex digits for a name of up to 500 bytes, so that a head stays under 1 KB. A collision costs a needless 200. */
export function nameHash(name: string): string {
  // One edit hashes the story's id some twenty times.
  if (last.name !== name) last = { name, hash: sha256(name).slice(0, 8) };
  return last.hash;
}

let last = { name: '', hash: sha256('').slice(0, 8) };

/** The state before the first publication. Its validators reveal no embargo. */
export const NOTHING_YET = { version: 'empty', changedAt: '1970-01-01T00:00:00Z', moments: [] } as const;

/** How many coming moments a head lists. */
export const MAX_MOMENTS = 6;

/** Seconds that a commit may take. A coming moment may pass within them. */
export const COMMIT_MARGIN = 60;

/** A change as a head sees it. */
export interface HeadChange {
  readonly now: Instant;
  /** Whether readers see the change, now or by the time the write is committed. */
  readonly isVisible: boolean;
  /** The coming moments of each story or feed that changes, by `nameHash`. They replace its former ones. */
  readonly moments: ReadonlyMap<string, readonly Instant[]>;
  /** A fresh random id. */
  readonly version: string;
  /** Only of an imported change: when it is stored. Its date for readers follows this. */
  readonly storedAt?: Instant;
}

/** The head after a change. `moments` of `previous` must be complete until `COMMIT_MARGIN` past now. */
export function advanceHead(previous: Head | undefined, change: HeadChange): Head {
  const { now, isVisible, moments, version } = change;
  const others = previous?.moments.filter(({ idHash }) => !moments.has(idHash)) ?? [];
  const own = [...moments].flatMap(([idHash, instants]) => instants.map((at) => ({ at, idHash })));
  const coming = inOrder([...others, ...own].filter(({ at }) => at > now));
  const listed = soonestMoments(coming, previous?.momentsUntil);
  // The state that readers hold may rest on the last moment that passed, so the head keeps it after a change too. Otherwise a
  // reader whose clock is a little behind would keep the state before that moment under the version after it.
  const passed = previous?.moments.filter(({ at }) => at <= now).slice(-1) ?? [];
  const head = { ...listed, writeCount: (previous?.writeCount ?? 0) + 1, moments: [...passed, ...listed.moments] };
  return previous && !isVisible
    ? { ...head, version: previous.version, changedAt: previous.changedAt }
    : { ...head, version, changedAt: dateAfter(previous, coming, change) };
}

/**
 * A date that no earlier state ever had, however late this write is committed. Last-Modified has whole seconds only
 * (RFC 9110 §8.8.2.2): with a date of an earlier state, a reader that sends only the date would get a 304 over a change.
 */
function dateAfter(previous: Head | undefined, coming: readonly Moment[], { now, storedAt }: HeadChange): Instant {
  const begin = storedAt ?? now;
  const margin = plusSeconds(begin, COMMIT_MARGIN);
  const near = [...(previous?.moments ?? []), ...coming].map(({ at }) => at).filter((at) => at <= margin);
  // One second may have more moments than a head can list. Any second after it may then be a moment.
  const unlisted = previous?.momentsUntil !== undefined && previous.momentsUntil <= margin ? margin : undefined;
  // Imports come by the thousand. No reader has a date yet that lies further ahead than any commit.
  const isUnused = storedAt !== undefined && previous !== undefined && previous.changedAt > margin;
  const used = latest(isUnused ? undefined : previous?.changedAt, unlisted, ...near);
  return latest(begin, storedAt && previous?.changedAt, used && plusSeconds(used, 1));
}

/** Moments by time, and within one second by their hash. */
export const inOrder = (moments: readonly Moment[]): Moment[] =>
  [...moments].sort((a, b) => (a.at === b.at ? (a.idHash < b.idHash ? -1 : 1) : a.at < b.at ? -1 : 1));

/** The soonest of some moments in order, and until when they are complete. `moments` is complete until `until`. */
export function soonestMoments(
  moments: readonly Moment[],
  until: Instant | undefined,
): Pick<Head, 'moments' | 'momentsUntil'> {
  const known = until === undefined ? moments : moments.filter(({ at }) => at < until);
  const cut = known[MAX_MOMENTS]?.at ?? until;
  return {
    // Two moments of one second stand or fall together.
    moments: inOrder(cut === undefined ? known : known.filter(({ at }) => at < cut)).slice(0, MAX_MOMENTS),
    momentsUntil: cut,
  };
}

/** The last moment that passed since the last write, and the soonest to come; undefined once the listed ones are over. */
export function momentsAround(head: Head, now: Instant): { passed?: Instant; next?: Instant } | undefined {
  const { moments, momentsUntil } = head;
  if (momentsUntil !== undefined && momentsUntil <= now) return undefined;
  return {
    passed: moments.findLast(({ at }) => at <= now)?.at,
    next: moments.find(({ at }) => at > now)?.at ?? momentsUntil,
  };
}
