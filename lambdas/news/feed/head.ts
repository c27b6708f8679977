import { type Instant, latest, plusSeconds } from '../values/instant';
import { sha256 } from '../values/sha256';

/**
 * What a 304 needs: the small item that stands before a feed, a story or the register of feeds.
 * Its validators are made of this and the clock alone.
 */
export interface Head {
  /** Counts every write. */
  readonly rev: number;
  /** A random id, new whenever what readers see changes; a counter would be given again after a restore. */
  readonly version: string;
  /** The second from which the present state is dated. It never goes back, and may lie a little ahead. */
  readonly changedAt: Instant;
  /** The soonest moments at which readers see a change though nobody writes, in order, with the last one that passed. */
  readonly moments: readonly Moment[];
  /** Until when `moments` is complete; left out where it always is. */
  readonly momentsUntil?: Instant;
}

export interface Moment {
  readonly at: Instant;
  /** Whose moment it is: `nameHash` of a story's id or of a feed's name. */
  readonly of: string;
}

/** Eight hex digits for a name of up to 500 bytes, so that a head stays under 1 KB. A collision costs a needless 200. */
export const nameHash = (name: string): string => sha256(name).slice(0, 8);

/** What readers see before anything was ever published; its validators tell of no embargo. */
export const NOTHING_YET = { version: 'empty', changedAt: '1970-01-01T00:00:00Z', moments: [] } as const;

/** How many coming moments a head lists. */
export const MAX_MOMENTS = 6;

/** Seconds within which a coming moment may pass before a write that is being made is committed. */
export const COMMIT_MARGIN = 60;

/** A change as a head sees it. */
export interface HeadChange {
  readonly now: Instant;
  /** Whether readers see a change, now or by the time the write is committed. */
  readonly isVisible: boolean;
  /** Whose coming moments these are; they replace the ones it had. */
  readonly of: string;
  readonly moments: readonly Instant[];
  /** A fresh random id. */
  readonly version: string;
  /** When it is stored, of a change that was made before that, elsewhere: what readers are told is dated by this. */
  readonly storedAt?: Instant;
}

/** The head after a change. `moments` of `before` must be complete until `COMMIT_MARGIN` past now. */
export function advanceHead(
  before: Head | undefined,
  { now, isVisible, of, moments, version, storedAt }: HeadChange,
): Head {
  const others = before?.moments.filter((moment) => moment.of !== of) ?? [];
  const own = moments.map((at) => ({ at, of }));
  const coming = inOrder([...others, ...own].filter(({ at }) => at > now));
  const listed = soonestMoments(coming, before?.momentsUntil);
  // What readers were told may rest on the last moment that passed. After a change too it has to be there: a reader whose
  // clock is a little behind would else keep the state from before that moment under the name of the one after it.
  const passed = before?.moments.filter(({ at }) => at <= now).slice(-1) ?? [];
  const turn = { ...listed, rev: (before?.rev ?? 0) + 1, moments: [...passed, ...listed.moments] };
  return before && !isVisible
    ? { ...turn, version: before.version, changedAt: before.changedAt }
    : { ...turn, version, changedAt: datedAfter(before, coming, now, storedAt) };
}

/**
 * A date that no earlier state was ever given, however late this write is committed: Last-Modified has whole
 * seconds only (RFC 9110 §8.8.2.2), and a reader that sends only the date would else be told 304 over a change.
 */
function datedAfter(
  before: Head | undefined,
  coming: readonly Moment[],
  now: Instant,
  storedAt: Instant | undefined,
): Instant {
  const margin = plusSeconds(storedAt ?? now, COMMIT_MARGIN);
  const near = [...(before?.moments ?? []), ...coming].map(({ at }) => at).filter((at) => at <= margin);
  // More moments in one second than a head can list: any second after it may be one.
  const unlisted = before?.momentsUntil !== undefined && before.momentsUntil <= margin ? margin : undefined;
  // What is brought comes by the thousand: a date that lies further ahead than any commit was given to nobody yet.
  const told = storedAt !== undefined && before && before.changedAt > margin ? undefined : before?.changedAt;
  const given = latest(told, unlisted, ...near);
  return latest(storedAt ?? now, storedAt && before?.changedAt, given && plusSeconds(given, 1)) as Instant;
}

/** Moments by time, and of one second by their hash. */
export const inOrder = (moments: readonly Moment[]): Moment[] =>
  [...moments].sort((a, b) => (a.at === b.at ? (a.of < b.of ? -1 : 1) : a.at < b.at ? -1 : 1));

/** The soonest of some moments in order, and until when they are all there are, given that they were complete until `until`. */
export function soonestMoments(
  moments: readonly Moment[],
  until: Instant | undefined,
): Pick<Head, 'moments' | 'momentsUntil'> {
  const known = until === undefined ? moments : moments.filter(({ at }) => at < until);
  const cut = known[MAX_MOMENTS]?.at ?? until;
  return {
    // Two moments of one second stand or fall together.
    moments: inOrder(cut === undefined ? known : known.filter(({ at }) => at < cut)).slice(0, MAX_MOMENTS),
    ...(cut === undefined ? {} : { momentsUntil: cut }),
  };
}

/** The moments around now: the last that passed since the head's state began, and the soonest that comes. */
export interface MomentsAround {
  readonly passed?: Instant;
  readonly next?: Instant;
}

/** What a head says of the moments around now; undefined once the clock has passed what it lists. */
export function momentsAround(head: Head, now: Instant): MomentsAround | undefined {
  const { moments, momentsUntil } = head;
  if (momentsUntil !== undefined && momentsUntil <= now) return undefined;
  const passed = moments.filter(({ at }) => at <= now).at(-1)?.at;
  const next = moments.find(({ at }) => at > now)?.at ?? momentsUntil;
  return { ...(passed && { passed }), ...(next && { next }) };
}
