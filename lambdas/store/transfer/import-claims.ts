import type { Story } from '../../news/story/story';
import { claimFormerUrls } from '../write/claim-former-urls';
import type { WriteRefusal } from '../write/edit-context';
import type { Import } from '../write/plan-batch';
import type { WriterNeeds } from '../write/writer-needs';

type Outcome = 'stored' | WriteRefusal;

/** How many stories claim their addresses at once. */
const CLAIMS_AT_ONCE = 16;

/** All imports of one story in a request, and the change of the story by all of them. */
interface History {
  readonly imports: readonly Import[];
  readonly change: { readonly before?: Story; readonly after: Story };
}

/**
 * Stores imports between the claims of the former addresses that their stories have at the end. `address taken` for every
 * import of a story that has an address of another one. Reads and writes nothing more where no story has an address.
 */
export function createImportClaims(needs: Pick<WriterNeeds, 'table' | 'clock'>) {
  const claims = claimFormerUrls(needs);

  /** The ids of the stories that cannot have an address. */
  async function claim(histories: readonly History[]): Promise<Set<string>> {
    const byId = new Map(histories.map(({ change }) => [change.after.id, change.after]));
    const refused = new Set<string>();
    for (let i = 0; i < histories.length; i += CLAIMS_AT_ONCE) {
      const some = histories.slice(i, i + CLAIMS_AT_ONCE).map(({ change }) => change);
      const done = await Promise.all(some.map((change) => claims.claimAdded(change, (id) => byId.get(id))));
      for (const [place, { after }] of some.entries()) if (!done[place]) refused.add(after.id);
    }
    return refused;
  }

  return async (
    imports: readonly Import[],
    store: (imports: readonly Import[]) => Promise<Outcome[]>,
  ): Promise<Outcome[]> => {
    const histories = historiesIn(imports).filter(hasFormerUrls);
    if (histories.length === 0) return store(imports);
    const refused = await claim(histories);
    const free = imports.filter(({ after }) => !refused.has(after.id));
    const outcomes = await store(free);
    const outcomeOf = new Map(free.map((one, i) => [one, outcomes[i] as Outcome]));
    for (const history of histories) {
      if (refused.has(history.change.after.id)) continue;
      const isStored = history.imports.every((one) => outcomeOf.get(one) === 'stored');
      await (isStored ? claims.releaseRemoved(history.change) : claims.releaseUnused(history.change));
    }
    return imports.map((one) => outcomeOf.get(one) ?? 'address taken');
  };
}

const hasFormerUrls = ({ change: { before, after } }: History): boolean =>
  [before, after].some((story) => story?.formerUrls?.length);

function historiesIn(imports: readonly Import[]): History[] {
  const byId = new Map<string, History>();
  for (const one of imports) {
    const { before, after } = one;
    const earlier = byId.get(after.id);
    const change = { before: earlier ? earlier.change.before : before, after };
    byId.set(after.id, { imports: [...(earlier?.imports ?? []), one], change });
  }
  return [...byId.values()];
}
