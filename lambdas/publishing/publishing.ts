import type { NewsroomOperations } from '../http/newsroom-operations';
import { breakStory, clearBreaking } from '../news/edits/break-story';
import { reinstateStory, withdrawStory } from '../news/edits/withdraw-story';
import { readBreakRequest } from '../news/upload/break-request';
import { readWithdrawal } from '../news/upload/withdrawal-request';
import { parseDuration } from '../news/values/duration';
import type { Exporter } from '../store/transfer/exporter';
import type { Importer } from '../store/transfer/importer';
import { createStory } from './create-story';
import { decideReplacement, editStory, toDecision } from './edit-story';
import { createImport } from './import-stories';
import { currentStory, newsroomRecords } from './newsroom-records';
import type { PublishingContext } from './publishing-context';
import { storyResult } from './story-result';

export interface PublishingNeeds extends PublishingContext {
  readonly importer: Importer;
  readonly exporter: Exporter;
  /** How long feeds show the tombstone of a withdrawn story: an ISO 8601 duration. */
  readonly withdrawnFor: string;
}

/** The operations of the newsroom. Each is one edit or none, and a repeated request gets the same answer. */
export function createPublishing(needs: PublishingNeeds): NewsroomOperations {
  const { reader, clock, breakingFor, withdrawnFor } = needs;
  const tombstoneSeconds = parseDuration(withdrawnFor);
  if (tombstoneSeconds === undefined) throw new RangeError(`${withdrawnFor} is not a duration like P30D`);

  return {
    upload: (request, value) => createStory(needs, request, value),

    replace(request, id, expected, value) {
      const edit = { request, id, expected };
      return editStory(needs, edit, decideReplacement(needs, edit, value));
    },

    breakStory: (request, id, expected, value) =>
      editStory(needs, { request, id, expected }, (story, now) => {
        const read = readBreakRequest(value, { now, publishedAt: story.publishedAt, breakingFor });
        if ('errors' in read) return { refused: 'invalid', errors: read.errors };
        return toDecision(breakStory(story, read.until, now));
      }),

    clearBreaking: (request, id, expected) =>
      editStory(needs, { request, id, expected }, (story, now) => toDecision(clearBreaking(story, now))),

    withdraw: (request, id, expected, value) =>
      editStory(needs, { request, id, expected }, (story, now) => {
        const read = readWithdrawal(value);
        if ('errors' in read) return { refused: 'invalid', errors: read.errors };
        const { withdrawal, warnings } = read;
        const after = withdrawStory(story, withdrawal, { now, tombstoneSeconds });
        return { after, warnings, reason: withdrawal.reason };
      }),

    reinstate: (request, id, expected) =>
      editStory(needs, { request, id, expected }, (story, now) => toDecision(reinstateStory(story, now))),

    import: createImport(needs),

    async story(id) {
      const story = await currentStory(reader, id);
      return story ? storyResult(needs, 200, story, clock()) : { refused: 'unknown' };
    },

    ...newsroomRecords(needs),
  };
}
