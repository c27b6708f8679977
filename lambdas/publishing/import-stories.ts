import type { ImportResult, NewsroomOperations } from '../http/newsroom-operations';
import { readForeignStory } from '../news/import/foreign-story';
import { readPastRevision } from '../news/import/past-revision';
import { MAX_BREAKING_FLAGS } from '../news/limits';
import type { Importer } from '../store/transfer/importer';
import { importClosedFeeds } from './import-closed-feeds';
import { readImportRequest } from './import-request';
import { planForeignStories } from './plan-foreign-stories';
import { planPastRevisions } from './plan-past-revisions';
import { type PlannedImport, refuseImport } from './planned-import';
import { type PublishingContext, uploadContext } from './publishing-context';

/** How often imports that met a conflict are planned in all. */
const MAX_ROUNDS = 3;

const CONFLICT =
  'another story took its id or guid meanwhile, or its previous revision was not stored: import it again';

const TOO_MANY_FLAGS = `${MAX_BREAKING_FLAGS} stories have a breaking flag already: clear one that is over, then import it again`;

/** A history may contain breaking flags and withdrawals, so it needs these scopes too. */
const HISTORY_SCOPES = ['break', 'withdraw'];

/** Imports stories of other publishers, or revisions from an export. The outcome of each is independent of the others. */
export function createImport(context: PublishingContext): NewsroomOperations['import'] {
  const { importer, writer, clock } = context;
  return async ({ bearer, dryRun }, value) => {
    // A second round of a dry run would not know the revisions of the first.
    const way = dryRun ? { store: importer.check, rounds: 1 } : { store: importer.store, rounds: MAX_ROUNDS };
    const now = clock();
    const found = readImportRequest(value);
    if ('errors' in found) return { refused: 'invalid', errors: found.errors };
    const missing = found.revisions && HISTORY_SCOPES.find((scope) => !bearer.scopes.includes(scope));
    if (missing !== undefined) return { refused: 'scope', scope: missing };

    const reading = uploadContext(context, now);
    const record = { by: bearer.name, importedBy: bearer.name, feedGuids: found.feedGuids };
    if (found.revisions) {
      const revisions = found.revisions.map((one) => readPastRevision(one, reading));
      const results = await storeAll(way, revisions, (some) => planPastRevisions(importer, some, record));
      // Whether a feed can be closed shows only after its stories are stored.
      if (found.closedFeeds.length === 0 || dryRun) return { results };
      return { results, closedFeeds: await importClosedFeeds(writer, found.closedFeeds, now) };
    }
    const stories = found.stories.map((one) => readForeignStory(one, reading));
    return { results: await storeAll(way, stories, (some) => planForeignStories(importer, some, record)) };
  };
}

/** Stores imports in their order. After a conflict it plans again: another request may have stored the same import. */
async function storeAll<Read>(
  { store, rounds }: { readonly store: Importer['store']; readonly rounds: number },
  read: readonly Read[],
  plan: (read: readonly Read[]) => Promise<PlannedImport[]>,
): Promise<ImportResult[]> {
  const results = new Map<Read, ImportResult>();
  let open = read;
  for (let round = 0; round < rounds && open.length > 0; round++) {
    const planned = await plan(open);
    const imports = planned.filter((one) => 'after' in one);
    const outcomes = imports.length > 0 ? await store(imports) : [];
    for (const [i, one] of planned.entries()) {
      if ('outcome' in one) results.set(open[i] as Read, one);
      else if (outcomes[imports.indexOf(one)] === 'breaking full') {
        results.set(open[i] as Read, refuseImport('#/story/breakingUntil', TOO_MANY_FLAGS));
      } else if (outcomes[imports.indexOf(one)] === 'stored') {
        const { id, revision } = one.after;
        results.set(open[i] as Read, { outcome: 'stored', id, revision, warnings: one.warnings });
      }
    }
    open = open.filter((one) => !results.has(one));
  }
  return read.map((one) => results.get(one) ?? refuseImport('#', CONFLICT));
}
