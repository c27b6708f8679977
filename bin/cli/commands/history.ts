import type { Command } from 'commander';
import { readAnswer } from '../server/refusal';
import { newsroomEndpoint } from '../server/server-option';
import { Revisions, storyAt } from '../server/story-schemas';
import { painter } from '../terminal/colours';
import { alignColumns } from '../terminal/columns';
import { programName, type Shell } from '../terminal/shell';
import { addPageOptions, type PageOptions, pageQuery, printNextPage } from './list';

/** `history`: who did what to a story. */
export function addHistoryCommand(program: Command, shell: Shell): void {
  addPageOptions(program.command('history'))
    .description('lists the revisions of a story, the last first: when, by whom, why')
    .argument('<id>', "the story's id")
    .addHelpText('after', `\nOne of them, whole: ${programName(shell)} show ID --revision 2\n`)
    .action((id: string, options: PageOptions) => history(id, options, shell));
}

async function history(id: string, options: PageOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const answer = await server.ask('GET', storyAt(id, `/revisions${pageQuery(options)}`));
  const { revisions, next } = readAnswer(answer, Revisions, server, shell);
  if (options.json) return shell.out(`${JSON.stringify({ revisions, next })}\n`);
  const paint = painter(shell);
  const head = ['REVISION', 'AT', 'BY', 'STATUS', 'HEADLINE', 'REASON'].map((cell) => paint('dim', cell));
  const rows = revisions.map(({ revision, at, by, reason = '', story }) => [
    String(revision),
    at,
    by,
    story.breaking ? `${story.status}, breaking` : story.status,
    story.headline,
    reason,
  ]);
  shell.out(alignColumns([head, ...rows]));
  printNextPage(next, `history ${id}`, shell);
}
