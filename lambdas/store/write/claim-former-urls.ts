import { ConditionalCheckFailedException, DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Story } from '../../news/story/story';
import { getItem } from '../read/get-item';
import { type FormerUrlClaim, formerUrlItem, isClaimValid, readFormerUrlClaim } from '../table/former-url-items';
import { type Item, toKey } from '../table/item';
import { formerUrlKey, storyKey } from '../table/keys';
import { readStory } from '../table/story-items';
import { IS_NEW } from '../table/transaction-actions';
import type { WriterNeeds } from './writer-needs';

/** How often a claim is tried while other edits claim and give up the same address. */
const MAX_TRIES = 3;

/** The story before and after one edit, or after several. */
interface StoryChange {
  readonly before?: Story;
  readonly after: Story;
}

const OWN_OR_NEW = `${IS_NEW} OR (id = :id AND revision < :revision)`;

/**
 * Claims the former addresses of stories: one item for each address, apart from the transaction of the edit, which has no room
 * for them. A claim comes before the transaction, so that no two stories have one address. It is given up after the transaction.
 * A writer that dies in between leaves a claim that the next one takes over.
 */
export function claimFormerUrls({ table, clock }: Pick<WriterNeeds, 'table' | 'clock'>) {
  const { put, release, storyOf } = claimWrites(table);

  /** Claims one address. False where another story has it, or an edit of another story claims it now. */
  async function claim(own: Omit<FormerUrlClaim, 'at'>, latestOf: (id: string) => Story | undefined): Promise<boolean> {
    for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
      const now = clock();
      const next = { ...own, at: now };
      if (await put(next, OWN_OR_NEW, { ':id': { S: own.id }, ':revision': { N: String(own.revision) } })) return true;
      const item = await getItem(table, formerUrlKey(own.address));
      if (!item) continue;
      const other = readFormerUrlClaim(item);
      // This very edit has sent it before, or a later edit of the story.
      if (other.id === own.id) return true;
      if (isClaimValid(other, latestOf(other.id) ?? (await storyOf(other.id)), now)) return false;
      const values = { ':id': { S: other.id }, ':revision': { N: String(other.revision) } };
      if (await put(next, 'id = :id AND revision = :revision', values)) return true;
    }
    return false;
  }

  return {
    /**
     * Claims the addresses that an edit adds. False where one of them is another story's; then none stays claimed. `latestOf`
     * gives other stories as writes under way leave them.
     */
    async claimAdded(
      { before, after }: StoryChange,
      latestOf: (id: string) => Story | undefined = () => undefined,
    ): Promise<boolean> {
      const { id, revision } = after;
      const added = newFormerUrls({ before, after });
      for (const [i, address] of added.entries()) {
        if (await claim({ address, id, revision }, latestOf)) continue;
        await this.releaseUnused({ before, after: { ...after, formerUrls: added.slice(0, i) } });
        return false;
      }
      return true;
    },

    /** After an edit that was not stored: gives up the claims that the story does not list. */
    async releaseUnused(change: StoryChange): Promise<void> {
      const added = newFormerUrls(change);
      if (added.length === 0) return;
      const { id, revision } = change.after;
      const listed = (await storyOf(id))?.formerUrls ?? [];
      await release(
        id,
        added.filter((address) => !listed.includes(address)),
        revision,
      );
    },

    /** After an edit that was stored: gives up the addresses that it took from the story. Never throws: the edit stands. */
    async releaseRemoved({ before, after }: StoryChange): Promise<void> {
      const removed = before?.formerUrls?.filter((address) => !after.formerUrls?.includes(address)) ?? [];
      try {
        await release(after.id, removed, after.revision);
      } catch {
        // A claim without its story does not stand: the next writer takes it over, and a repair removes it.
      }
    },
  };
}

/** The reads and writes of claims. */
function claimWrites(table: WriterNeeds['table']) {
  return {
    /** Puts a claim on a condition; false where that does not hold. */
    put: (claim: FormerUrlClaim, condition: string, values: Item): Promise<boolean> =>
      holds(
        table.client.send(
          new PutItemCommand({
            TableName: table.name,
            Item: formerUrlItem(claim),
            ConditionExpression: condition,
            ExpressionAttributeValues: values,
          }),
        ),
      ),

    /** Gives up claims of a story up to a revision. A claim of a later edit stays. */
    async release(id: string, addresses: readonly string[], revision: number): Promise<void> {
      const condition = {
        ConditionExpression: 'id = :id AND revision <= :revision',
        ExpressionAttributeValues: { ':id': { S: id }, ':revision': { N: String(revision) } },
      };
      for (const address of addresses) {
        const item = { TableName: table.name, Key: toKey(formerUrlKey(address)) };
        await holds(table.client.send(new DeleteItemCommand({ ...item, ...condition })));
      }
    },

    async storyOf(id: string): Promise<Story | undefined> {
      const item = await getItem(table, storyKey(id));
      return item && readStory(item);
    },
  };
}

/** Whether the condition of a write held. */
async function holds(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** The former addresses that an edit adds. */
export const newFormerUrls = ({ before, after }: StoryChange): string[] =>
  after.formerUrls?.filter((address) => !before?.formerUrls?.includes(address)) ?? [];
