import type { NewsroomOperations } from '../http/newsroom-operations';
import { breakStory, clearBreaking } from '../news/edits/break-story';
import { reinstateStory, withdrawStory } from '../news/edits/withdraw-story';
import { readBreakRequest } from '../news/upload/break-request';
import { readWithdrawal } from '../news/upload/withdrawal-request';
import { parseDuration } from '../news/values/duration';
import { createFeedClosing } from './close-feed';
import { createStory } from './create-story';
import { type DecideEdit, decideReplacement, editStory, toDecision } from './edit-story';
import { createImport } from './import-stories';
import { currentStory, newsroomRecords } from './newsroom-records';
import type { PublishingContext } from './publishing-context';
import { storyResult } from './story-result';

/** The operations of the newsroom. Each is one edit or none, and a repeated request gets the same answer. */
export function createPublishing(context: PublishingContext): NewsroomOperations {
  const { reader, clock, breakingFor, withdrawnFor } = context;
  const { title, url, language } = context.publication;
  const tombstoneSeconds = parseDuration(withdrawnFor);
  if (tombstoneSeconds === undefined) throw new RangeError(`${withdrawnFor} is not a duration like P30D`);
  const editBy =
    (decide: DecideEdit, options?: { withPreview: boolean }): NewsroomOperations['replace'] =>
    (request, id, expected, value) =>
      editStory(context, { request, id, expected, value }, decide, options);

  return {
    upload: (request, value) => createStory(context, request, value),

    replace: editBy(decideReplacement(context), { withPreview: true }),

    breakStory: editBy((story, now, { value }) => {
      const read = readBreakRequest(value, { now, publishedAt: story.publishedAt, breakingFor });
      if ('errors' in read) return { refused: 'invalid', errors: read.errors };
      return toDecision(breakStory(story, read.until, now));
    }),

    clearBreaking: editBy((story, now) => toDecision(clearBreaking(story, now))),

    withdraw: editBy((story, now, { value }) => {
      const read = readWithdrawal(value);
      if ('errors' in read) return { refused: 'invalid', errors: read.errors };
      const { withdrawal, warnings } = read;
      const after = withdrawStory(story, withdrawal, { now, tombstoneSeconds });
      return { after, warnings, reason: withdrawal.reason };
    }),

    reinstate: editBy((story, now) => toDecision(reinstateStory(story, now))),

    ...createFeedClosing(context),

    import: createImport(context),

    publication: () => ({ title, url, language, timeZone: context.timeZone }),

    async story(id) {
      const story = await currentStory(reader, id);
      return story ? storyResult(context, 200, story, clock()) : { refused: 'unknown' };
    },

    ...newsroomRecords(context),
  };
}
