import { LIFETIME, type Lifetimes } from '../http/representation';
import { type Head, momentsAround } from '../news/feed/head';
import { type Instant, secondsBetween } from '../news/values/instant';

/** Seconds, while a story is breaking. */
export const BREAKING_LIFETIME: Lifetimes = { ...LIFETIME, sMaxAge: 10 };

/** The lifetimes of an answer: at most `longest`, and never past the next moment of change. */
export function lifetimes(head: Head, now: Instant, longest: Lifetimes): Lifetimes {
  const next = momentsAround(head, now)?.next;
  const untilNext = next === undefined ? Number.POSITIVE_INFINITY : secondsBetween(now, next);
  const sMaxAge = Math.min(longest.sMaxAge, untilNext);
  const maxAge = Math.min(longest.maxAge, untilNext);
  return {
    maxAge,
    sMaxAge,
    // RFC 5861 §3: it begins at the end of the lifetime, in a browser and in a CDN, and must end before the next moment.
    staleWhileRevalidate: Math.min(longest.staleWhileRevalidate, untilNext - Math.max(maxAge, sMaxAge)),
    staleIfError: longest.staleIfError,
  };
}
