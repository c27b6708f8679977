import type { Command } from 'commander';
import { answered } from '../server/refusal';
import { newsroomSide } from '../server/server-option';
import { Revisions, storyAt } from '../server/stored';
import { ink } from '../terminal/colours';
import { columns } from '../terminal/columns';
import { called, type Shell } from '../terminal/shell';
import { goesOn, type StretchOptions, stretch, withStretch } from './list';

/** `history`: who did what to a story. */
export function addHistoryCommand(program: Command, shell: Shell): void {
  withStretch(program.command('history'))
    .description('lists the revisions of a story, the last first: when, by whom, why')
    .argument('<id>', "the story's id")
    .addHelpText('after', `\nOne of them, whole: ${called(shell)} show ID --revision 2\n`)
    .action((id: string, options: StretchOptions) => history(id, options, shell));
}

async function history(id: string, options: StretchOptions, shell: Shell): Promise<void> {
  const server = await newsroomSide(options, shell);
  const answer = await server.ask('GET', storyAt(id, `/revisions${stretch(options)}`));
  const { revisions, next } = answered(answer, Revisions, server, shell);
  if (options.json) return shell.out(`${JSON.stringify({ revisions, next })}\n`);
  const paint = ink(shell);
  const head = ['REVISION', 'AT', 'BY', 'STATUS', 'HEADLINE', 'REASON'].map((cell) => paint('dim', cell));
  const rows = revisions.map(({ revision, at, by, reason = '', story }) => [
    String(revision),
    at,
    by,
    story.breaking ? `${story.status}, breaking` : story.status,
    story.headline,
    reason,
  ]);
  shell.out(columns([head, ...rows]));
  goesOn(next, `history ${id}`, shell);
}
