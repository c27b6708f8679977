import type { Command } from 'commander';
import type * as z from 'zod';
import { newsroomPath } from '../../../lambdas/http/routes';
import { readAnswer } from '../server/refusal';
import { newsroomEndpoint } from '../server/server-option';
import { RevisionsAnswer, type Story } from '../server/story-schemas';
import { readRevision, type Surroundings } from '../stories/find-story';
import { withNearestIds } from '../stories/nearest-ids';
import { addPageOptions, type PageOptions, pageQuery, printNextPage } from '../stories/page-option';
import { compareStories, type FieldDifference, formatDifferences } from '../stories/story-differences';
import { ID_HELP, readStoryId } from '../stories/story-id';
import { painter } from '../terminal/colours';
import { formatTable } from '../terminal/columns';
import { programName, type Shell } from '../terminal/shell';

interface HistoryOptions extends PageOptions {
  readonly diff?: boolean;
}

const moreHelp = (shell: Shell) => `
Examples:
  ${programName(shell)} history river
  ${programName(shell)} history river --diff
  ${programName(shell)} show river --revision 2        one revision, with all fields
`;

/** `history`: the revisions of a story. */
export function addHistoryCommand(program: Command, shell: Shell): void {
  addPageOptions(program.command('history'))
    .description('lists the revisions of a story, newest first: when, by whom, why')
    .argument('<id>', ID_HELP)
    .option('--diff', 'print the changes that each revision made')
    .addHelpText('after', moreHelp(shell))
    .action((id: string, options: HistoryOptions) => history(id, options, shell));
}

type Revision = z.infer<typeof RevisionsAnswer>['revisions'][number];

async function history(typed: string, options: HistoryOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const id = readStoryId(typed, server);
  const path = newsroomPath('revisions', { id }) + pageQuery(options);
  const { revisions, cursor } = await withNearestIds(id, { server, shell }, async () =>
    readAnswer(await server.ask('GET', path), RevisionsAnswer, server, shell),
  );
  const changes = options.diff ? await readChanges(id, revisions, { server, shell }) : undefined;
  if (options.json) {
    const rows = revisions.map((revision, i) => ({ ...revision, changes: changes?.[i] }));
    return shell.out(`${JSON.stringify({ revisions: rows, cursor })}\n`);
  }
  if (changes) shell.out(revisions.map((revision, i) => formatChanges(revision, changes[i], shell)).join('\n'));
  else shell.out(formatTable(['REVISION', 'AT', 'BY', 'STATUS', 'HEADLINE', 'REASON'], revisions.map(rowOf), shell));
  printNextPage(cursor, `history ${id}${options.diff ? ' --diff' : ''}`, shell);
}

const rowOf = ({ revision, at, by, reason = '', story }: Revision): string[] => [
  String(revision),
  at,
  by,
  story.breaking ? `${story.status}, breaking` : story.status,
  story.headline,
  reason,
];

/** The changes that each revision made to the one before; undefined for the first one. A list of revisions has no bodies. */
async function readChanges(
  id: string,
  revisions: readonly Revision[],
  surroundings: Surroundings,
): Promise<(FieldDifference[] | undefined)[]> {
  const changes: (FieldDifference[] | undefined)[] = [];
  let after: Story | undefined;
  for (const { revision } of revisions) {
    after ??= (await readRevision(id, revision, surroundings)).story;
    const before = revision === 1 ? undefined : (await readRevision(id, revision - 1, surroundings)).story;
    changes.push(before && compareStories(before, after));
    after = before;
  }
  return changes;
}

function formatChanges(
  { revision, at, by, reason, story }: Revision,
  changes: readonly FieldDifference[] | undefined,
  shell: Shell,
): string {
  const why = reason === undefined ? '' : `: ${reason}`;
  const head = painter(shell)('dim', `revision ${revision}, ${at}, ${by}${why}`);
  if (!changes) return `${head}\nfirst revision: ${story.headline}\n`;
  return `${head}\n${changes.length === 0 ? 'no field changed\n' : formatDifferences(changes, shell)}`;
}
