import type { Lifetimes, Validators } from '../http/representation';
import { type Head, momentsAround } from '../news/feed/head';
import { epoch, type Instant, instant, latest, secondsBetween } from '../news/values/instant';

/** Seconds that an answer may be kept while nothing breaks and no moment of change comes. */
export const LIFETIME: Lifetimes = { maxAge: 60, sMaxAge: 30, staleWhileRevalidate: 30, staleIfError: 600 };

/** The same while something breaks. */
export const BREAKING_LIFETIME: Lifetimes = { ...LIFETIME, sMaxAge: 10 };

/** Whatever makes two answers of one state differ: which document it is, and by whose code and settings it was made. */
export interface DocumentForm {
  /** `rss`, `atom`, `story`, …; letters, digits and hyphens. */
  readonly name: string;
  /** A hash of renderers and settings. */
  readonly made: string;
}

/** The last moment that passed, as far as the head tells; the head's moments must be complete until now. */
export const lastMomentPassed = (head: Head, now: Instant): Instant | undefined => momentsAround(head, now)?.passed;

/** Made from the head and the clock alone, so that they are known before anything is rendered. */
export function validators(head: Head, now: Instant, { name, made }: DocumentForm): Validators {
  const passed = lastMomentPassed(head, now);
  const moment = passed === undefined ? 0 : epoch(passed) / 1000;
  const changed = latest(head.changedAt, passed) as Instant;
  return {
    etag: `W/"${head.version}.${moment.toString(36)}.${name}.${made}"`,
    // Whole seconds only: until its second is over, it could be given to two states (RFC 9110 §8.8.2.2).
    ...(changed < now && { lastModified: epoch(changed) }),
  };
}

/** The state that an ETag of ours names: the head's version, and the last moment that had passed. */
export interface NamedState {
  readonly version: string;
  readonly passed?: Instant;
}

/** What an ETag says of the state it was made from; undefined for one that `validators` did not make. */
export function stateOf(etag: string): NamedState | undefined {
  const [, version, moment] = /^(?:W\/)?"([\w-]+)\.([0-9a-z]{1,8})\.[^"]+"$/.exec(etag) ?? [];
  if (version === undefined || moment === undefined) return undefined;
  const seconds = Number.parseInt(moment, 36);
  return { version, ...(seconds !== 0 && { passed: instant(seconds * 1000) }) };
}

/** How long an answer may be kept that may be kept for so long: never past the next moment of change. */
export function lifetimes(head: Head, now: Instant, kept: Lifetimes): Lifetimes {
  const next = momentsAround(head, now)?.next;
  const left = next === undefined ? Number.POSITIVE_INFINITY : secondsBetween(now, next);
  const sMaxAge = Math.min(kept.sMaxAge, left);
  const maxAge = Math.min(kept.maxAge, left);
  return {
    maxAge,
    sMaxAge,
    // RFC 5861 §3: it counts from the end of the lifetime, a browser's as well as a CDN's, and has to fit in what is left.
    staleWhileRevalidate: Math.min(kept.staleWhileRevalidate, left - Math.max(maxAge, sMaxAge)),
    staleIfError: kept.staleIfError,
  };
}
