import { createHash } from 'node:crypto';
import type { Validators } from '../http/representation';
import { type Head, momentsAround } from '../news/feed/head';
import { epoch, type Instant, instant, latest } from '../news/values/instant';

/** Distinguishes the documents of one state. */
export interface DocumentForm {
  /** `rss`, `atom`, `story`, …; letters, digits and hyphens. */
  readonly name: string;
  /** A hash of renderers and settings. */
  readonly hash: string;
}

/** The first characters of a SHA-256 in base64url, for an ETag. */
export const etagHash = (text: string, characters: number): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, characters);

/** From the head, its moments complete until now, and the clock alone. So they exist before a document is rendered. */
export function validators(head: Head, now: Instant, { name, hash }: DocumentForm): Validators {
  const passed = momentsAround(head, now)?.passed;
  const moment = passed === undefined ? 0 : epoch(passed) / 1000;
  const changed = latest(head.changedAt, passed) as Instant;
  return {
    etag: `W/"${head.version}.${moment.toString(36)}.${name}.${hash}"`,
    // RFC 9110 §8.8.2.2: before its second is over, two states could have the same date.
    lastModified: changed < now ? epoch(changed) : undefined,
  };
}

/** The state that an ETag names: the head's version, and the last moment that had passed. */
export interface NamedState {
  readonly version: string;
  readonly passed?: Instant;
}

/** Reads the state from an ETag; undefined for an ETag that `validators` did not make. */
export function stateOf(etag: string): NamedState | undefined {
  const [, version, moment] = /^(?:W\/)?"([\w-]+)\.([0-9a-z]{1,8})\.[^"]+"$/.exec(etag) ?? [];
  if (version === undefined || moment === undefined) return undefined;
  const seconds = Number.parseInt(moment, 36);
  return { version, passed: seconds === 0 ? undefined : instant(seconds * 1000) };
}
