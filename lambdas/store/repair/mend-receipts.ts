import type { Receipt } from '../table/receipt-items';
import type { Mend } from './mend';
import type { ScannedStory, TableScan } from './scan-table';

/** Removes receipts whose revision is gone: a repeat of such an upload would be answered 409 for ever. */
export function mendReceipts({ receipts, stories }: TableScan): Mend {
  const wrong = receipts.filter(({ receipt }) => !receipt || !hasRevisionOf(receipt, stories));
  return {
    puts: [],
    removals: wrong.map(({ key }) => key),
    mended: wrong.map(({ receipt }) => {
      const fault =
        receipt && 'id' in receipt
          ? `named revision ${receipt.revision} of story ${receipt.id}, which is gone`
          : 'could not be read';
      return `uploads: a receipt ${fault}; it was removed`;
    }),
  };
}

/** Whether the revision that a receipt names is there, and was made by that upload. The receipt of a closing names none. */
function hasRevisionOf(receipt: Receipt, stories: ReadonlyMap<string, ScannedStory>): boolean {
  if ('feed' in receipt) return true;
  const { id, revision, request } = receipt;
  const story = stories.get(id);
  const made = story?.revisions.get(revision);
  // Where its revision is missing, the upload may have made the story: `rebuildStory` writes that revision again.
  return made ? made.request === request : story?.story?.story.revision === revision;
}
