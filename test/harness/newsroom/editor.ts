import type { ExpectedRevision, OperationRefusal, StoryResult } from '../../../lambdas/http/newsroom-operations';
import { epoch, type Instant, plusSeconds } from '../../../lambdas/news/values/instant';
import type { Chance } from './chance';
import { type Newsroom, newsroomRequest } from './newsroom';

/** One thing that an editor does, as JSON, so that a process can tell of it before it does it and another can repeat it. */
export interface Command {
  readonly does: 'upload' | 'replace' | 'break' | 'clear' | 'withdraw' | 'reinstate';
  /** Left out for an upload whose id its headline makes. */
  readonly id?: string;
  readonly expectedRevision?: ExpectedRevision;
  readonly value?: object;
  readonly key?: string;
}

const NAMES = {
  sections: ['World', 'Sport', 'Wörld', 'Middle East'],
  tags: ['Syria', 'Elections', 'Rain', 'Ferry', 'Tax'],
};
const AUTHORS = ['Ann Byline', 'Bo Dateline', 'Cy Lede'];
const BODY = '<p>The ferry sank at <b>dawn</b>.</p>';

/** Seconds around now at which random stories are published and random flags end: hit by a test that runs for minutes. */
const NEAR = [-90_000, -5, 1, 2, 4, 30, 59, 61, 400, 90_000];

/** The fields of a story that an editor may send at a moment. */
export function storyOf(chance: Chance, now: Instant): Record<string, unknown> {
  const later = (from: Instant) => plusSeconds(from, chance.pick(NEAR.filter((seconds) => seconds > 0)));
  const publishedAt = chance.is(0.4) ? plusSeconds(now, chance.pick(NEAR)) : undefined;
  const begins = publishedAt !== undefined && publishedAt > now ? publishedAt : now;
  return {
    headline: `Headline ${chance.number(1, 1_000_000)}`,
    summary: 'A summary',
    body: chance.is(0.02) ? BODY.repeat(500) : BODY,
    ...(chance.is(0.8) && { section: chance.pick(NAMES.sections) }),
    tags: chance.some(NAMES.tags),
    authors: chance.some(AUTHORS).map((name) => ({ name })),
    ...(chance.is(0.2) && { language: chance.pick(['fr', 'de']) }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(chance.is(0.25) && {
      breaking: true,
      ...(chance.is(0.7) && { breakingUntil: chance.is(0.3) ? null : later(begins) }),
    }),
    // So few addresses that stories meet at them.
    ...(chance.is(0.3) && { formerUrls: [`/old/${chance.number(1, 40)}`, `/old/${chance.number(41, 400)}`] }),
  };
}

/** The next thing that an editor does who knows of some stories. */
export function commandOf(chance: Chance, known: readonly string[], now: Instant): Command {
  const key = chance.is(0.7) ? { key: `key-${chance.number(0, 2 ** 31)}-${epoch(now)}` } : {};
  const id = known.length === 0 || chance.is(0.35) ? undefined : chance.pick(known);
  if (id === undefined) {
    const chosenId = chance.is(0.5) ? { id: `story-${chance.number(1, 2 ** 31)}` } : {};
    return { does: 'upload', ...chosenId, value: { ...storyOf(chance, now), ...chosenId }, ...key };
  }
  const does = chance.pick(['replace', 'replace', 'replace', 'break', 'clear', 'withdraw', 'reinstate'] as const);
  if (does === 'replace') {
    const { publishedAt, breaking, breakingUntil, ...rest } = storyOf(chance, now);
    const when = chance.is(0.3) && publishedAt !== undefined ? { publishedAt } : {};
    const flag = chance.is(0.3) && breaking !== undefined ? { breaking, breakingUntil: breakingUntil ?? null } : {};
    const correction = chance.is(0.2) ? { correction: { note: `Note ${chance.number(1, 9)}` } } : {};
    return { does, id, expectedRevision: '*', value: { ...rest, ...when, ...flag, ...correction }, ...key };
  }
  if (does === 'clear' || does === 'reinstate') return { does, id, ...key };
  if (does === 'withdraw') {
    const note = chance.is(0.5) ? { note: `Note ${chance.number(1, 9)}` } : {};
    return { does, id, value: { reason: 'It was wrong.', ...note }, ...key };
  }
  const value = chance.pick([{}, { until: null }, { for: 'PT3S' }, { for: 'PT2H' }, { for: 'PT59S' }]);
  return { does, id, value, ...key };
}

/** Carries the command out. */
export function act(
  { operations }: Newsroom,
  { does, id = '', expectedRevision, value, key }: Command,
): Promise<StoryResult | OperationRefusal> {
  const story = `/newsroom/stories/${id}`;
  switch (does) {
    case 'upload':
      return operations.upload(newsroomRequest('POST', '/newsroom/stories', value, key), value);
    case 'replace':
      return operations.replace(newsroomRequest('PUT', story, value, key), id, expectedRevision, value);
    case 'break':
      return operations.breakStory(
        newsroomRequest('PUT', `${story}/breaking`, value, key),
        id,
        expectedRevision,
        value,
      );
    case 'clear':
      return operations.clearBreaking(
        newsroomRequest('DELETE', `${story}/breaking`, undefined, key),
        id,
        expectedRevision,
      );
    case 'withdraw':
      return operations.withdraw(
        newsroomRequest('PUT', `${story}/withdrawal`, value, key),
        id,
        expectedRevision,
        value,
      );
    case 'reinstate':
      return operations.reinstate(
        newsroomRequest('DELETE', `${story}/withdrawal`, undefined, key),
        id,
        expectedRevision,
      );
  }
}
