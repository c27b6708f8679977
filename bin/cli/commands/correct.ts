import type { Command } from 'commander';
import { newsroomPath } from '../../../lambdas/http/routes';
import { fieldPath, readAnswer } from '../server/refusal';
import { addServerOptions, newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { describeStatus, EditAnswer, StoryAnswer } from '../server/story-schemas';
import { addDryRunOption, type DryRunOptions, dryRunQuery, printUnchanged, resultLine } from '../stories/dry-run';
import { withNearestIds } from '../stories/nearest-ids';
import { ID_HELP, readStoryId } from '../stories/story-id';
import { painter } from '../terminal/colours';
import { programName, type Shell } from '../terminal/shell';

interface CorrectOptions extends ServerOptions, DryRunOptions {
  readonly note: string;
  readonly reason?: string;
}

const moreHelp = (shell: Shell) => `
The command adds the note to the story, with the time: its page shows it, and every feed announces the story again. All other
fields stay. It replaces an older correction. To change the text too, write correction: TEXT into the file, and revise.

Examples:
  ${programName(shell)} correct river --note "An earlier version had the wrong bridge."
  ${programName(shell)} correct river --note "An earlier version had the wrong bridge." --dry-run
`;

/** `correct`: a revision with a correction, which readers see. */
export function addCorrectCommand(program: Command, shell: Shell): void {
  addDryRunOption(addServerOptions(program.command('correct')))
    .description('publishes a correction: a note for readers, in a new revision of the story')
    .argument('<id>', ID_HELP)
    .requiredOption('--note <text>', 'the correction; readers see it')
    .option('--reason <text>', 'why; only the newsroom sees it')
    .addHelpText('after', moreHelp(shell))
    .action((id: string, options: CorrectOptions) => correct(id, options, shell));
}

/** The flag and the date stay where a revision does not name them. */
const THAT_STAY = { breaking: undefined, breakingUntil: undefined, publishedAt: undefined };

async function correct(typed: string, options: CorrectOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const id = readStoryId(typed, server);
  const path = newsroomPath('story', { id });
  const { story: before } = await withNearestIds(id, { server, shell }, async () =>
    readAnswer(await server.ask('GET', path), StoryAnswer, server, shell),
  );
  const body = { ...before, ...THAT_STAY, correction: { note: options.note }, reason: options.reason };
  const headers = { 'if-match': `"${before.revision}"` };
  const answer = await server.ask('PUT', path + dryRunQuery(options), { body, headers });
  const { story, warnings } = readAnswer(answer, EditAnswer, server, shell);
  for (const { pointer, detail } of warnings) shell.err(`note: ${fieldPath(pointer)}: ${detail}\n`);
  if (options.json) shell.out(`${JSON.stringify({ dryRun: options.dryRun, story, warnings })}\n`);
  else {
    const line = `${painter(shell)('green', story.id)} is corrected, ${describeStatus(story)}: ${story.url}`;
    shell.out(`${resultLine(line, options, shell)}\n`);
  }
  printUnchanged(options, shell);
}
