import fc from 'fast-check';
import type { Bulletin, Sent } from '../bulletin';
import { equal } from '../checks/equal';
import type { Watch } from '../checks/watch';
import { LATE_FOR } from '../newsroom/late';
import {
  breaks,
  type Content,
  current,
  type Newsroom,
  newsroomJson,
  type Revision,
  type Story,
} from '../newsroom/newsroom';
import { Readers } from '../newsroom/readers';
import { DAY, HOUR, iso, MINUTE, type Seconds, START } from '../newsroom/time';
import type { Stats } from '../stats';

/** The system that the commands of a history change. */
export interface System {
  readonly bulletin: Bulletin;
  readonly watch: Watch;
  readonly stats: Stats;
}

export type Command = fc.AsyncCommand<Newsroom, System>;

/** A command with its random arguments; everything is looked at after it. */
export function command<T>(
  name: string,
  decided: fc.Arbitrary<T>,
  act: (newsroom: Newsroom, system: System, decided: T) => Promise<unknown>,
  isPossible: (newsroom: Newsroom, decided: T) => boolean = ({ stories }) => stories.length > 0,
): fc.Arbitrary<Command> {
  return decided.map((it) => ({
    check: (newsroom) => isPossible(newsroom, it),
    async run(newsroom, system) {
      system.stats.count(system.stats.commands, name);
      system.bulletin.at(newsroom.now);
      await act(newsroom, system, it);
      await system.watch.look();
    },
    toString: () => `${name}(${JSON.stringify(it)})`,
  }));
}

/** The revision that an edit makes, or the status of its refusal. */
export type Outcome =
  | { readonly refused: number }
  | { readonly revision: Omit<Revision, 'editNumber' | 'number' | 'at'> };

/** Sends a write about a story that is there, and does the same to the model. */
export async function edit(
  newsroom: Newsroom,
  { bulletin, stats }: System,
  story: Story,
  outcome: Outcome,
  { method, path = '', body, headers = {} }: Sent & { method: string; path?: string },
): Promise<void> {
  const address = `/stories/${story.id}${path}`;
  const {
    status,
    text,
    headers: answerHeaders,
  } = await bulletin.newsroom(method, address, { ...(body && { body }), headers });
  if ('refused' in outcome) {
    stats.count(stats.refused, String(outcome.refused));
    return equal(`${method} ${address}: ${text}`, status, outcome.refused);
  }
  equal(`${method} ${address}: ${text}`, status, 200);
  newsroom.revise(story, outcome.revision);
  equal(`${method} ${address}`, JSON.parse(text).story, newsroomJson(story, newsroom.now));
  equal(`ETag of ${address}`, answerHeaders.etag, `"${current(story).number}"`);
  newsroom.sent.push({ method, path: address, body, headers, at: newsroom.now, status, text });
}

/** Words that no other revision has: they tell whose text stands where. */
export const wordsOf = (story: number, revision: number) => ({
  headline: `Zq${story}r${revision}h at dawn`,
  summary: `zq${story}r${revision}s was said`,
  body: `<p>zq${story}r${revision}b was seen.</p>`,
});

export const contents: fc.Arbitrary<Content> = fc.record({
  section: fc.constantFrom('World', 'Middle East', 'world', undefined),
  tags: fc.subarray(['Rain', 'Tax']),
  authors: fc.subarray(['Ann Byline']),
  language: fc.constantFrom('en', 'en', 'fr'),
});

/** How far away a date lies: often where a rule changes its mind. */
export const spans: fc.Arbitrary<Seconds> = fc.constantFrom(
  ...[1, 2, 5, 20, 59, 60, 61, 10 * MINUTE, HOUR, HOUR + 1, 4 * HOUR, DAY, 3 * DAY, 20 * DAY, 40 * DAY],
);

export const ifNot = <T>(weight: number, usual: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

/** The fields of an upload that file a story. */
export const fieldsOf = ({ section, tags, authors, language }: Content) => ({
  ...(section !== undefined && { section }),
  tags,
  authors: authors.map((name) => ({ name })),
  language,
});

/** A flag as editors set it: for how long from its first visible second; null until an editor clears it. */
export type Flag = 'default' | null | Seconds;
export const flags: fc.Arbitrary<Flag> = fc.oneof(fc.constant('default' as const), fc.constant(null), spans);

/** How long a story breaks when nobody says until when. */
const BREAKING_FOR = 4 * HOUR;

export const endOf = (flag: Flag, begins: Seconds): Seconds | null =>
  flag === null ? null : begins + (flag === 'default' ? BREAKING_FOR : flag);

/** The fields of an upload that set a flag. */
export const flagFields = (flag: Flag, until: Seconds | null) => ({
  breaking: true,
  ...(flag !== 'default' && { breakingUntil: until === null ? null : iso(until) }),
});

/** The flag that a revision hands on to the next one. */
export const flagOf = (revision: Revision, at: Seconds) =>
  breaks(revision, at) ? { breakingUntil: revision.breakingUntil ?? null } : {};

export const isWithdrawn = (story: Story): boolean => current(story).withdrawal !== undefined;

/** Time passes. */
export const passing = fc.oneof(
  command(
    'pass',
    spans,
    async (newsroom, _, seconds) => {
      newsroom.now += seconds;
    },
    () => true,
  ),
  command(
    'pass to a moment',
    fc.record({ moment: fc.nat({ max: 5 }), off: fc.constantFrom(-1, 0, 0, 1) }),
    async (newsroom, _, { moment, off }) => {
      const moments = momentsOf(newsroom);
      newsroom.now = Math.max(newsroom.now, (moments[moment % moments.length] ?? newsroom.now) + off);
    },
    (newsroom) => momentsOf(newsroom).length > 0,
  ),
);

/** Every moment to come at which a rule changes its mind, whether readers see it or not. */
function momentsOf(newsroom: Newsroom): Seconds[] {
  const visible = new Readers(newsroom).moments(newsroom.now, Number.POSITIVE_INFINITY);
  const others = newsroom.stories
    .flatMap(({ revisions }) => revisions.filter(({ at }) => at >= START))
    .flatMap(({ at }) => [at + DAY, at + newsroom.withdrawnFor, at + LATE_FOR]);
  return [...new Set([...visible, ...others])].filter((at) => at > newsroom.now).sort((a, b) => a - b);
}
