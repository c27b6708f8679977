import { addressesOf } from '../formats/addresses';
import type { FeedResult, NewsroomOperations, NewsroomRequest, OperationRefusal } from '../http/newsroom-operations';
import { feedParts } from '../news/feed/feed';
import { readCloseRequest } from '../news/upload/close-request';
import type { Warning } from '../news/upload/field';
import type { FeedReceipt } from '../store/table/receipt-items';
import { StoreUnavailable } from '../store/table/transaction';
import type { ClosingOutcome } from '../store/write/close-feeds';
import { type ClosingRefusal, MAX_COUNTED_STORIES } from '../store/write/closing-decision';
import { feedByName, feedOfPage } from './feed-by-name';
import type { PublishingContext } from './publishing-context';
import { receiptKeyOf, requestHash } from './repeated-requests';

const NOT_A_PAGE = 'not the page of a feed of this publication: write its address, like /sections/world';
const ITSELF = 'this is the feed that you close: give another one, or leave it out';
const NOT_OPEN = 'no open feed has this page: give one that /feeds lists, or leave it out';

/** Closes feeds and opens them again. Each is one transaction, and a repeated request gets the same answer. */
export function createFeedClosing(context: PublishingContext): Pick<NewsroomOperations, 'closeFeed' | 'openFeed'> {
  const { writer, publication } = context;

  /** The answer. A refused request may be a repeat, so its receipt decides. */
  async function answer(
    request: NewsroomRequest,
    outcome: ClosingOutcome | OperationRefusal,
    warnings: readonly Warning[] = [],
  ): Promise<FeedResult | OperationRefusal> {
    if ('feed' in outcome) return feedResult(context, outcome.feed, warnings);
    const earlier = await findEarlierFeedAnswer(context, request, warnings);
    return earlier ?? operationRefusal(outcome);
  }

  return {
    async closeFeed(request, address, value) {
      const name = feedByName(address);
      if (!name) return { refused: 'unknown feed' };
      const read = readCloseRequest(value);
      if ('errors' in read) return answer(request, { refused: 'invalid', errors: read.errors });
      const movedTo = read.movedTo === undefined ? undefined : feedOfPage(read.movedTo, publication.url);
      if (read.movedTo !== undefined && movedTo === undefined) return answer(request, refuseTarget(NOT_A_PAGE));
      if (movedTo === name) return answer(request, refuseTarget(ITSELF));
      return answer(request, await writer.closeFeed({ name, movedTo, ...termsOf(request) }), read.warnings);
    },

    async openFeed(request, address) {
      const name = feedByName(address);
      if (!name) return { refused: 'unknown feed' };
      return answer(request, await writer.openFeed({ name, ...termsOf(request) }));
    },
  };
}

function termsOf(request: NewsroomRequest) {
  const key = receiptKeyOf(request);
  return { receipt: key && { key, request: requestHash(request) }, dryRun: request.dryRun };
}

/** The earlier answer to a repeated request; a refusal if its key came with another request; undefined for a new key or none. */
async function findEarlierFeedAnswer(
  context: PublishingContext,
  request: NewsroomRequest,
  warnings: readonly Warning[],
): Promise<FeedResult | OperationRefusal | undefined> {
  const key = receiptKeyOf(request);
  const receipt = key && (await context.reader.receipt(key, context.clock()));
  if (!receipt) return undefined;
  if (receipt.request !== requestHash(request) || !('feed' in receipt)) return { refused: 'key used' };
  return { ...feedResult(context, { ...receipt, name: receipt.feed }, warnings), isRepeated: true };
}

function operationRefusal(outcome: ClosingRefusal | OperationRefusal): OperationRefusal {
  switch (outcome.refused) {
    case 'unknown':
      return { refused: 'unknown feed' };
    case 'repeated':
      throw new StoreUnavailable('the receipt of this request ended while it was read');
    case 'target not open':
    case 'target without end':
      return refuseTarget(NOT_OPEN);
    case 'holds stories':
      return { refused: 'feed holds stories', stories: describeCount(outcome) };
    case 'announces a withdrawal':
      return { refused: 'feed announces a withdrawal', until: outcome.until };
    default:
      return outcome;
  }
}

/** `1 story`, `3 stories`, `more than 100 stories`. */
const describeCount = ({ stories, more }: { readonly stories: number; readonly more: boolean }): string =>
  more ? `more than ${MAX_COUNTED_STORIES} stories` : stories === 1 ? '1 story' : `${stories} stories`;

const refuseTarget = (detail: string): OperationRefusal => ({
  refused: 'invalid',
  errors: [{ pointer: '#/movedTo', detail }],
});

/** The answer about a feed that was closed or opened. */
function feedResult(
  { publication }: PublishingContext,
  { name, title, closing }: Pick<FeedReceipt, 'title' | 'closing'> & { name: FeedReceipt['feed'] },
  warnings: readonly Warning[],
): FeedResult {
  const addresses = addressesOf(publication.url);
  const closed = closing && { at: closing.at, movedTo: closing.movedTo && addresses.feedPage(closing.movedTo) };
  return { feed: { ...feedParts(name), title, url: addresses.feedPage(name), closed }, warnings };
}
