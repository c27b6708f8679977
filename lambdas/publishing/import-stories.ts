import { createHash } from 'node:crypto';
import type { Publication } from '../formats/feed-document';
import type { ImportResult, NewsroomOperations } from '../http/newsroom-operations';
import type { FieldProblem } from '../http/problem';
import { type ForeignStory, readForeignStory } from '../news/import/foreign-story';
import { type PastRevision, readPastRevision } from '../news/import/past-revision';
import type { Story } from '../news/story/story';
import type { Instant } from '../news/values/instant';
import type { ExistingStories } from '../store/transfer/find-existing';
import type { Importer } from '../store/transfer/importer';
import type { Import } from '../store/write/plan-batch';
import { readImportRequest } from './import-request';
import { idFor } from './story-ids';

export interface ImportNeeds {
  readonly importer: Importer;
  readonly publication: Publication;
  readonly clock: () => Instant;
  /** ISO 8601. */
  readonly breakingFor: string;
}

/** How many ids are counted up for a headline that others had before; then one is made of the guid. */
const COUNTED = 5;

/** How often what others stored meanwhile is looked for again, before a story that conflicts is refused. */
const LOOKS = 3;
const TAKEN = 'another story took its id or guid, or the revision before it was not stored: import it again';

/** Scopes that a whole history needs: there may be anything in it. */
const HISTORY = ['break', 'withdraw'];

/** What is brought as one revision: to be stored, or what became of it already. */
type Planned = ImportResult | (Import & { readonly warnings: readonly FieldProblem[] });

/** Where what was made elsewhere becomes stories here: other publishers' stories, and revisions of an export. */
export function createImport({ importer, publication, clock, breakingFor }: ImportNeeds): NewsroomOperations['import'] {
  return async (sent, value) => {
    const now = clock();
    const found = readImportRequest(value);
    if ('errors' in found) return { refused: 'invalid', errors: found.errors };
    const missing = found.revisions && HISTORY.find((scope) => !sent.bearer.scopes.includes(scope));
    if (missing !== undefined) return { refused: 'scope', scope: missing };

    const context = { now, language: publication.language, breakingFor, baseUrl: publication.url };
    const edited = { by: sent.bearer.name, importedBy: sent.bearer.name, feedGuids: found.feedGuids };
    if (!found.revisions) {
      const read = found.stories.map((one) => readForeignStory(one, context));
      return { results: await brought(read, (some) => stories(some, edited)) };
    }
    const read = found.revisions.map((one) => readPastRevision(one, context));
    return { results: await brought(read, (some) => revisions(some, edited)) };
  };

  /** Stores what was read, as it is planned. What conflicts is planned anew: another request may have brought the same. */
  async function brought<Read>(
    read: readonly Read[],
    plan: (read: readonly Read[]) => Promise<Planned[]>,
  ): Promise<ImportResult[]> {
    const results = new Map<Read, ImportResult>();
    let left = read;
    for (let look = 0; look < LOOKS && left.length > 0; look++) {
      const planned = await plan(left);
      const imports = planned.filter((one) => 'after' in one);
      const outcomes = imports.length > 0 ? await importer.store(imports) : [];
      const outcomeOf = (one: Planned): ImportResult | undefined => {
        if ('outcome' in one) return one;
        const { id, revision } = one.after;
        const isStored = outcomes[imports.indexOf(one)] === 'stored';
        return isStored ? { outcome: 'stored', id, revision, warnings: one.warnings } : undefined;
      };
      for (const [i, one] of planned.entries()) {
        const result = outcomeOf(one);
        if (result) results.set(left[i] as Read, result);
      }
      left = left.filter((one) => !results.has(one));
    }
    return read.map((one) => results.get(one) ?? refused('#', TAKEN));
  }

  async function stories(
    read: readonly ReturnType<typeof readForeignStory>[],
    edited: Import['edited'],
  ): Promise<Planned[]> {
    const given = read.flatMap((one) => ('story' in one ? [one.story] : []));
    const known = await knownOf(given);
    const taken = new Map<string, string>();
    const named = new Map<string, string>();
    return read.map((one): Planned => {
      if ('errors' in one) return { outcome: 'refused', errors: one.errors };
      const { story } = one;
      const owner = (id: string) => known.story(id)?.guid ?? taken.get(id);
      const there =
        known.idOf(story.guid) ?? named.get(story.guid) ?? idsOf(story).find((id) => owner(id) === story.guid);
      if (there !== undefined) return { outcome: 'known', id: there };
      const id = idsOf(story).find((id) => owner(id) === undefined);
      if (id === undefined) return refused('#/id', 'this id is taken by another story: give another, or none');
      taken.set(id, story.guid);
      named.set(story.guid, id);
      const { originalAt, warnings } = story;
      const told = warnings.length > 0 ? { ...edited, warnings: JSON.stringify(warnings) } : edited;
      return { after: story.as(id), originalAt, edited: told, warnings };
    });
  }

  /** Looks for the guids of some stories and for the ids that they may get: the others only where the first is another's. */
  async function knownOf(stories: readonly ForeignStory[]): Promise<ExistingStories> {
    const firsts = stories.map((story) => idsOf(story)[0] as string);
    const known = await importer.known({ ids: firsts, guids: stories.map(({ guid }) => guid) });
    const rivals = stories.filter((story, i) => {
      const id = firsts[i] as string;
      return (known.story(id)?.guid ?? story.guid) !== story.guid || firsts.indexOf(id) !== i;
    });
    const more = await importer.known({ ids: rivals.flatMap(idsOf), guids: [] });
    return { ...known, story: (id) => known.story(id) ?? more.story(id) };
  }

  async function revisions(
    read: readonly ReturnType<typeof readPastRevision>[],
    edited: Import['edited'],
  ): Promise<Planned[]> {
    const given = read.flatMap((one) => ('revision' in one ? [one.revision.story] : []));
    const known = await importer.known({ ids: given.map(({ id }) => id), guids: given.map(({ guid }) => guid) });
    const last = new Map<string, Story | undefined>();
    return read.map((one): Planned => {
      if ('errors' in one) return { outcome: 'refused', errors: one.errors };
      const { story } = one.revision;
      const before = last.get(story.id) ?? known.story(story.id);
      const planned = following(one.revision, before, known, edited);
      if ('after' in planned) last.set(story.id, planned.after);
      return planned;
    });
  }
}

/** A revision after the one that there is of its story. */
function following(
  { story, originalAt, by, reason, request, warnings = [], follows = story.revision - 1 }: PastRevision,
  before: Story | undefined,
  known: ExistingStories,
  { importedBy, feedGuids }: Import['edited'],
): Planned {
  const { id, guid, revision } = story;
  const owner = before ? before.guid : guid;
  if (owner !== guid) return refused('#/story/id', 'this id is taken by another story, of another guid');
  if (before && before.revision >= revision) return { outcome: 'known', id };
  if ((before?.revision ?? 0) !== follows)
    return refused('#/story/revision', `import revision ${(before?.revision ?? 0) + 1} of this story before it`);
  const another = before ? undefined : known.idOf(guid);
  if (another !== undefined && another !== id)
    return refused('#/story/guid', `this guid is that of the story ${another}`);
  const told = warnings.length > 0 ? { warnings: JSON.stringify(warnings) } : {};
  const made = { by, ...told, ...(reason !== undefined && { reason }), ...(request !== undefined && { request }) };
  return {
    ...(before && { before }),
    after: story,
    originalAt,
    edited: { ...made, importedBy, feedGuids },
    warnings: [],
  };
}

const refused = (pointer: string, detail: string): ImportResult => ({
  outcome: 'refused',
  errors: [{ pointer, detail }],
});

/** The ids that a story may get, the first that nobody has: the one that it asks for, or some of its headline. */
function idsOf({ asksFor, headline, guid }: ForeignStory): string[] {
  if (asksFor !== undefined) return [asksFor];
  const ofGuid = Number.parseInt(createHash('sha256').update(guid).digest('hex').slice(0, 8), 16);
  return [...Array.from({ length: COUNTED }, (_, i) => i + 1), ofGuid].map((number) => idFor(headline, number));
}
