import type { Command } from 'commander';
import { newsroomPath } from '../../../lambdas/http/routes';
import { readAnswer } from '../server/refusal';
import { newsroomEndpoint } from '../server/server-option';
import { RevisionsAnswer } from '../server/story-schemas';
import { formatTable } from '../terminal/columns';
import { programName, type Shell } from '../terminal/shell';
import { addPageOptions, type PageOptions, pageQuery, printNextPage } from './page-option';

const moreHelp = (shell: Shell) => `
Examples:
  ${programName(shell)} history river
  ${programName(shell)} show river --revision 2        one revision, with all fields
`;

/** `history`: the revisions of a story. */
export function addHistoryCommand(program: Command, shell: Shell): void {
  addPageOptions(program.command('history'))
    .description('lists the revisions of a story, newest first: when, by whom, why')
    .argument('<id>', 'the id of the story')
    .addHelpText('after', moreHelp(shell))
    .action((id: string, options: PageOptions) => history(id, options, shell));
}

async function history(id: string, options: PageOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const answer = await server.ask('GET', newsroomPath('revisions', { id }) + pageQuery(options));
  const { revisions, cursor } = readAnswer(answer, RevisionsAnswer, server, shell);
  if (options.json) return shell.out(`${JSON.stringify({ revisions, cursor })}\n`);
  const rows = revisions.map(({ revision, at, by, reason = '', story }) => [
    String(revision),
    at,
    by,
    story.breaking ? `${story.status}, breaking` : story.status,
    story.headline,
    reason,
  ]);
  shell.out(formatTable(['REVISION', 'AT', 'BY', 'STATUS', 'HEADLINE', 'REASON'], rows, shell));
  printNextPage(cursor, `history ${id}`, shell);
}
