import type { Instant } from '../../news/values/instant';
import { type FormerUrlClaim, formerUrlItem } from '../table/former-url-items';
import { FORMER_URL_SORT_KEY, formerUrlKey } from '../table/keys';
import type { Mend } from './mend';
import type { RebuiltStory } from './rebuild-story';
import type { TableScan } from './scan-table';

/**
 * Without its claim an address leads nowhere, and another story could take it. With a claim too many, it leads to a story that
 * does not have it. Of two stories with one address, the claim decides, else the first one.
 */
export function rebuildFormerUrls(
  stories: Iterable<RebuiltStory>,
  claims: TableScan['formerUrls'],
  now: Instant,
): Mend {
  const wanted = new Map<string, FormerUrlClaim>();
  for (const { id, story } of stories) {
    for (const address of story.formerUrls ?? []) {
      const { pk } = formerUrlKey(address);
      if (!wanted.has(pk) || claims.get(pk) === id) wanted.set(pk, { address, id, revision: story.revision, at: now });
    }
  }
  const wrong = [...wanted].filter(([pk, { id }]) => claims.get(pk) !== id).map(([, claim]) => claim);
  const orphans = [...claims.keys()].filter((pk) => !wanted.has(pk));
  return {
    puts: wrong.map(formerUrlItem),
    removals: orphans.map((pk) => ({ pk, sk: FORMER_URL_SORT_KEY })),
    mended: [
      ...wrong.map(({ address, id }) => `former addresses: ${address} did not lead to story ${id}`),
      ...orphans.map((pk) => `former addresses: no story has ${pk}; it was removed`),
    ],
  };
}
