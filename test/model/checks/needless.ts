import { ALL, type Feed, feedsOf, NEWEST } from '../newsroom/feeds';
import { current, type Newsroom, type Story, statusOf } from '../newsroom/newsroom';
import type { Readers } from '../newsroom/readers';
import { HOUR, MINUTE, type Seconds } from '../newsroom/time';
import type { Expectation } from './expectations';

/** When an address was last looked at. */
export interface LastLook {
  readonly now: Seconds;
  readonly edits: number;
  readonly readers: Readers | undefined;
}

/** The state at this look. */
export interface CurrentLook {
  readonly now: Seconds;
  readonly newsroom: Newsroom;
  readonly readers: Readers;
}

/** The stories of an address that were edited since it was last looked at, and those of which a moment passed. */
export function storiesMovedSince(
  { feed, story }: Expectation,
  { edits, now: then }: LastLook,
  newsroom: Newsroom,
): Story[] {
  const concerned = story ? [story] : newsroom.stories.filter((story) => belongs(story, feed));
  return concerned.filter((story) => {
    const passed = momentsOf(story, newsroom).some((at) => at > then && at <= newsroom.now);
    return passed || current(story).editNumber > edits;
  });
}

/** The cause of a 200 with unchanged bytes, in the words of docs/limits.md, "Needless 200s". Throws for any other cause. */
export function causeOf(expected: Expectation, lastLook: LastLook, { now, newsroom, readers }: CurrentLook): string {
  const { edits, now: then, readers: before } = lastLook;
  const { path, feed } = expected;
  if (feed !== undefined && !before?.isOpen(feed, then)) return 'a feed that opens';
  const moved = storiesMovedSince(expected, lastLook, newsroom);
  const isNewHour = Math.floor(now / HOUR) > Math.floor(then / HOUR);
  if (path.startsWith('/news-sitemap') && isNewHour) return 'a new hour';
  const about = JSON.stringify(moved.map(({ id, revisions }) => [id, revisions.slice(-2)]));
  if (moved.length === 0) throw new Error(`a needless 200 at ${path}, and nothing happened`);

  // Only a feed's documents tell of withdrawals, only some forms show all that there is of a story.
  const isVisible = (story: Story): boolean => {
    const previous = story.revisions.filter(({ editNumber }) => editNumber <= edits).at(-1);
    return [previous, current(story)].some((one) => one && statusOf(one, now) !== 'scheduled');
  };
  const isNew = (story: Story): boolean =>
    feed === undefined ||
    current(story).withdrawal !== undefined ||
    [before?.stories(feed, then), readers.stories(feed, now)].some((some) => some?.slice(0, NEWEST).includes(story));
  if (moved.some((story) => isNew(story) && isVisible(story))) return 'a change that this format does not show';
  if (moved.every((story) => !isNew(story) && isVisible(story))) return 'a story older than the newest 50';
  const isNear = (story: Story) =>
    story.revisions.some(({ publishedAt }) => publishedAt > then && publishedAt <= now + MINUTE);
  if (moved.some(isNear)) return 'an edit in the last minute of an embargo';
  throw new Error(`a needless 200 at ${path}: ${about}`);
}

const belongs = ({ revisions }: Story, feed: Feed = ALL): boolean => revisions.some((one) => feedsOf(one).has(feed));

function momentsOf(story: Story, { withdrawnFor }: Newsroom): Seconds[] {
  const { publishedAt, breakingUntil, withdrawal } = current(story);
  return withdrawal ? [withdrawal.at + withdrawnFor] : [publishedAt, breakingUntil ?? 0];
}
