import type { Story } from '../../news/story/story';
import type { Instant } from '../../news/values/instant';
import { getAll } from '../table/batch-get';
import { type FormerUrlClaim, isClaimValid, readFormerUrlClaim } from '../table/former-url-items';
import { keyOf } from '../table/item';
import { formerUrlKey, storyKey } from '../table/keys';
import { readStory } from '../table/story-items';
import type { Table } from '../table/table';

/** The story that has each former address, by the address. */
export type FormerUrlOwners = ReadonlyMap<string, string>;

/**
 * Which of some addresses are former addresses of stories; strongly consistent. A BatchGetItem for each hundred, and as many for
 * their stories. `latestOf` gives a story as writes under way leave it, in place of the stored one.
 */
export async function findFormerUrlOwners(
  table: Table,
  addresses: readonly string[],
  now: Instant,
  latestOf: (id: string) => Story | undefined = () => undefined,
): Promise<FormerUrlOwners> {
  if (addresses.length === 0) return new Map();
  const claims = (await getAll(table, [...new Set(addresses)].map(formerUrlKey))).map(readFormerUrlClaim);
  const stories = await storiesOf(table, claims);
  const valid = claims.filter((claim) => isClaimValid(claim, latestOf(claim.id) ?? stories.get(claim.id), now));
  return new Map(valid.map(({ address, id }) => [address, id]));
}

async function storiesOf(table: Table, claims: readonly FormerUrlClaim[]): Promise<Map<string, Story>> {
  const keys = [...new Set(claims.map(({ id }) => id))].map(storyKey);
  const items = keys.length > 0 ? await getAll(table, keys) : [];
  const byPartition = new Map(items.map((item) => [keyOf(item).pk, item]));
  return new Map(
    claims.flatMap(({ id }) => {
      const item = byPartition.get(storyKey(id).pk);
      return item ? [[id, readStory(item)] as const] : [];
    }),
  );
}
