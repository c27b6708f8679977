import type { ListedToken } from '../table/items';
import type { TableScan } from './scan-table';

/** The writes that make the list of tokens name every token, and nothing else. */
export interface TokenListMend {
  readonly puts: readonly { readonly listed: ListedToken; readonly as: string }[];
  readonly removals: readonly string[];
  readonly mended: readonly string[];
}

/** A token whose name another token has is listed under its name and the beginning of its hash. */
export function rebuildTokenList({ tokens, listedTokens }: TableScan): TokenListMend {
  const removals = [...listedTokens].filter(([, listed]) => !listed || !tokens.has(listed.token)).map(([as]) => as);
  const names = new Set([...listedTokens.keys()].filter((as) => !removals.includes(as)));
  const known = new Set([...listedTokens.values()].map((listed) => listed?.token));
  const puts: { listed: ListedToken; as: string }[] = [];
  for (const [token, stored] of tokens) {
    if (known.has(token)) continue;
    const as = names.has(stored.name) ? `${stored.name} ${token.slice(0, 12)}` : stored.name;
    names.add(as);
    puts.push({ listed: { ...stored, token }, as });
  }
  return {
    puts,
    removals: removals.filter((as) => !puts.some((put) => put.as === as)),
    mended: [
      ...puts.map(({ as }) => `tokens: "${as}" opens the newsroom side and was not listed`),
      ...removals.map((as) => `tokens: "${as}" was listed and opens nothing`),
    ],
  };
}
