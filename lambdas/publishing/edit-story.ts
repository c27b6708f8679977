import type { ExpectedRevision, NewsroomRequest, OperationRefusal, StoryResult } from '../http/newsroom-operations';
import { type EditRefusal, reviseStory } from '../news/edits/revise-story';
import { isBreaking } from '../news/story/status';
import type { Story } from '../news/story/story';
import type { Warning } from '../news/upload/field';
import { readUpload, type Upload } from '../news/upload/read-upload';
import type { Instant } from '../news/values/instant';
import { StoreUnavailable } from '../store/table/transaction';
import { dryRunResult } from './dry-run';
import { createNameWarnings } from './name-warnings';
import { currentStory } from './newsroom-records';
import { BREAKING_FULL, type PublishingContext, uploadContext } from './publishing-context';
import { editRecord, findEarlierAnswer } from './repeated-requests';
import { settleAddedFormerUrls } from './settle-former-urls';
import { storyResult } from './story-result';

/** How often an edit without If-Match is tried when other editors are faster. Of 16 editors at once, all succeed. */
const MAX_ATTEMPTS = 20;

/** A request to edit a story, with the revision that its If-Match names and the value of its body. */
interface EditRequest {
  readonly request: NewsroomRequest;
  readonly id: string;
  readonly expected: ExpectedRevision;
  readonly value: unknown;
}

/** Decides an edit: the next revision of a story, or why there is none. */
export type DecideEdit = (
  story: Story,
  now: Instant,
  edit: EditRequest,
) =>
  | { after: Story; warnings?: readonly Warning[]; reason?: string; formerUrls?: Upload['formerUrls'] }
  | OperationRefusal;

/**
 * Stores the next revision of a story. `withPreview`: the answer to a dry run has its documents. Throws StoreUnavailable if other
 * editors are faster MAX_ATTEMPTS times.
 */
export async function editStory(
  context: PublishingContext,
  edit: EditRequest,
  decide: DecideEdit,
  { withPreview = false } = {},
): Promise<StoryResult | OperationRefusal> {
  const { reader, writer, clock } = context;
  const { request, id, expected } = edit;
  // A refused edit may be a repeat. Look for its receipt after the story was read: by then the receipt is stored.
  const refuse = async (refusal: OperationRefusal) => (await findEarlierAnswer(context, request)) ?? refusal;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const story = await currentStory(reader, id);
    if (!story) return refuse({ refused: 'unknown' });
    if (typeof expected === 'number' && expected !== story.revision) return refuse({ refused: 'stale' });
    const now = clock();
    const decided = decide(story, now, edit);
    if ('refused' in decided) return refuse(decided);
    const { formerUrls, reason } = decided;
    const edited = { story: decided.after, warnings: decided.warnings ?? [] };
    const settled = await settleAddedFormerUrls(context, edited, { before: story, formerUrls });
    if ('errors' in settled) return refuse({ refused: 'invalid', errors: settled.errors });
    const { story: after, warnings } = settled;
    const nameWarnings = createNameWarnings(context, { before: story, after, now, value: edit.value }, warnings);
    if (request.dryRun) {
      if (await writer.isBreakingFull({ before: story, after })) return BREAKING_FULL;
      const known = await nameWarnings.fromStore();
      if (withPreview) return dryRunResult(context, after, now, known);
      return { ...storyResult(context, 200, after, now, known), isDryRun: true };
    }
    let given = warnings;
    const outcome = await writer.revise(story, after, async (feeds) => {
      given = await nameWarnings.fromHeads(feeds);
      return editRecord(request, 200, after, given, reason);
    });
    if (outcome === 'stored') return storyResult(context, 200, after, now, given);
    if (outcome === 'breaking full') return refuse(BREAKING_FULL);
    // Another story was faster: the next attempt names it.
    if (outcome === 'address taken') continue;
    const earlier = await findEarlierAnswer(context, request);
    if (earlier) return earlier;
    // Another editor was faster. With If-Match, report the conflict; without it, retry on the newer revision.
    if (typeof expected === 'number') return { refused: 'stale' };
  }
  throw new StoreUnavailable('too many others are editing this story; nothing was stored');
}

/** An edit that replaces a story by an upload. A change of the breaking flag needs the scope `break`. */
export const decideReplacement =
  (context: PublishingContext): DecideEdit =>
  (story, now, { request, expected, value }) => {
    if (expected === undefined) return { refused: 'no If-Match' };
    const read = readUpload(value, uploadContext(context, now, story));
    if ('errors' in read) return { refused: 'invalid', errors: read.errors };
    const { upload, warnings } = read;
    if (upload.id !== undefined && upload.id !== story.id) {
      const detail = `an id never changes: write ${story.id}, or leave it out`;
      return { refused: 'invalid', errors: [{ pointer: '#/id', detail }] };
    }
    const after = reviseStory(story, upload, now);
    if (typeof after === 'string') return { refused: after };
    const changesFlag =
      isBreaking(story, now) !== isBreaking(after, now) ||
      (isBreaking(after, now) && story.breakingUntil !== after.breakingUntil);
    if (changesFlag && !request.bearer.scopes.includes('break')) return { refused: 'scope', scope: 'break' };
    return { after, warnings, reason: upload.reason, formerUrls: upload.formerUrls };
  };

/** The next revision, or the refusal, as a decision. */
export const toDecision = (after: Story | EditRefusal): ReturnType<DecideEdit> =>
  typeof after === 'string' ? { refused: after } : { after };
