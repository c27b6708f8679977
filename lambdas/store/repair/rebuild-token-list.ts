import { tokenListingKey } from '../table/keys';
import { tokenListingItem } from '../table/token-items';
import type { Mend } from './mend';
import type { TableScan } from './scan-table';

/** Lists every token. A token whose name another token has is listed under its name and the beginning of its hash. */
export function rebuildTokenList({ tokens, listedTokens }: TableScan): Mend {
  const right = [...listedTokens].filter(([, listed]) => listed && tokens.has(listed.token));
  const names = new Set(right.map(([name]) => name));
  const listed = new Set(right.map(([, token]) => token?.token));
  const missing = [...tokens]
    .filter(([hash]) => !listed.has(hash))
    .map(([hash, token]) => {
      const name = names.has(token.name) ? `${token.name} ${hash.slice(0, 12)}` : token.name;
      names.add(name);
      return { name, token: { ...token, token: hash } };
    });
  const orphans = [...listedTokens.keys()].filter((name) => !names.has(name));
  return {
    puts: missing.map(({ name, token }) => tokenListingItem(token, name)),
    removals: orphans.map(tokenListingKey),
    mended: [
      ...missing.map(({ name }) => `tokens: "${name}" opens the newsroom side and was not listed`),
      ...orphans.map((name) => `tokens: "${name}" was listed and opens nothing`),
    ],
  };
}
