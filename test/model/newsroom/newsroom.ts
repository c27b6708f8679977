import { iso, type Seconds, START } from './time';

/** An editor's choices for a story; the words follow from its number. */
export interface Content {
  readonly section?: string;
  readonly tags: readonly string[];
  readonly authors: readonly string[];
  readonly language: string;
}

/** A story as one revision left it. */
export interface Revision extends Content {
  /** 1, 2, 3 … */
  readonly number: number;
  readonly at: Seconds;
  /** Which of all edits of the newsroom this was: several may share a second. */
  readonly editNumber: number;
  readonly reason?: string;
  readonly headline: string;
  readonly summary: string;
  readonly body: string;
  readonly publishedAt: Seconds;
  readonly updatedAt: Seconds;
  /** Null until an editor clears it; left out where the story does not break. */
  readonly breakingUntil?: Seconds | null;
  readonly correction?: { readonly at: Seconds; readonly note: string };
  readonly withdrawal?: { readonly at: Seconds; readonly reason: string; readonly note?: string };
}

export interface Story {
  /** The story's number, which is in each of its words. */
  readonly number: number;
  readonly id: string;
  readonly guid: string;
  readonly revisions: Revision[];
}

/** A write that was sent, with its answer. */
export interface SentBefore {
  readonly method: string;
  readonly path: string;
  readonly body: object | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly at: Seconds;
  readonly status: number;
  readonly text: string;
}

/** From this number on, `pick` chooses among the oldest. */
const OLD = 9;

/** All that ever happened in a newsroom: stories with their revisions, in the order in which they were made. */
export class Newsroom {
  now: Seconds = START;
  edits = 0;
  /** How often it was looked at. */
  looks = 0;
  /** How many stories were thought of, uploaded or not: their numbers. */
  numbers = 0;
  /** How many of the stories were there when the history began. */
  prefilled = 0;
  readonly stories: Story[] = [];
  readonly sent: SentBefore[] = [];

  /** @param withdrawnFor Seconds for which feeds tell of a withdrawal. */
  constructor(readonly withdrawnFor: Seconds) {}

  begin(story: Omit<Story, 'revisions'>, revision: Omit<Revision, 'editNumber' | 'number' | 'at'>): Story {
    const begun = { ...story, revisions: [] };
    this.stories.push(begun);
    this.revise(begun, revision);
    return begun;
  }

  revise(story: Story, revision: Omit<Revision, 'editNumber' | 'number' | 'at'>): void {
    this.edits += 1;
    story.revisions.push({ ...revision, number: story.revisions.length + 1, at: this.now, editNumber: this.edits });
  }

  /** The story that a number chooses: one of the last, or of the oldest that were there before. */
  pick(number: number): Story {
    const isOld = number >= OLD && this.prefilled >= OLD;
    const story =
      this.stories[isOld ? (number - OLD) % this.prefilled : this.stories.length - 1 - (number % this.stories.length)];
    if (!story) throw new Error('there is no story yet');
    return story;
  }
}

/** The story as it stands. */
export const current = ({ id, revisions }: Story): Revision => {
  const last = revisions.at(-1);
  if (!last) throw new Error(`${id} has no revision`);
  return last;
};

export type Status = 'scheduled' | 'published' | 'withdrawn';

export const statusOf = ({ withdrawal, publishedAt }: Revision, at: Seconds): Status =>
  withdrawal ? 'withdrawn' : publishedAt > at ? 'scheduled' : 'published';

export const breaks = ({ breakingUntil }: Revision, at: Seconds): boolean =>
  breakingUntil !== undefined && (breakingUntil === null || at < breakingUntil);

/** The later of publication and last significant edit. */
export const lastUpdateOf = ({ publishedAt, updatedAt }: Revision): Seconds => Math.max(publishedAt, updatedAt);

export const ADDRESS = 'https://news.example';

/** The story as both sides give it to programs. */
export function storyJson({ id, guid }: Story, revision: Revision, at: Seconds) {
  const breaking = breaks(revision, at);
  const { correction, section, breakingUntil } = revision;
  return {
    id,
    guid,
    url: `${ADDRESS}/stories/${id}`,
    headline: revision.headline,
    summary: revision.summary,
    body: revision.body,
    ...(section !== undefined && { section }),
    tags: revision.tags,
    authors: revision.authors.map((name) => ({ name })),
    language: revision.language,
    publishedAt: iso(revision.publishedAt),
    updatedAt: iso(lastUpdateOf(revision)),
    revision: revision.number,
    status: statusOf(revision, at),
    breaking,
    ...(breaking && { breakingUntil: typeof breakingUntil === 'number' ? iso(breakingUntil) : null }),
    ...(correction && { correction: { at: iso(correction.at), note: correction.note } }),
  };
}

/** A story as the newsroom side gives it. */
export const newsroomJson = (story: Story, at: Seconds, revision = current(story)) => ({
  ...storyJson(story, revision, at),
  ...(revision.withdrawal && {
    withdrawal: { ...revision.withdrawal, at: iso(revision.withdrawal.at) },
  }),
});
