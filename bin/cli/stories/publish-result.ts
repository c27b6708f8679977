import { describeStatus, type Story } from '../server/story-schemas';
import { painter } from '../terminal/colours';
import type { Shell } from '../terminal/shell';
import { type DryRunOptions, resultLine } from './dry-run';
import type { FileToSend } from './file-to-send';
import type { FieldDifference } from './story-differences';

export interface PublishOptions extends DryRunOptions {
  readonly json?: boolean;
  readonly yes?: boolean;
  /** Makes another story of a file whose story is known. */
  readonly new?: boolean;
}

/** What became of a file. */
export type PublishOutcome = 'published' | 'revised' | 'unchanged';

interface Output {
  readonly options: PublishOptions;
  readonly shell: Shell;
}

interface Result {
  readonly file: FileToSend;
  readonly story: Story;
  readonly remarks?: readonly object[];
  readonly differences?: readonly FieldDifference[];
}

/** Prints the story of a file, as a line or as JSON. */
export function printResult(outcome: PublishOutcome, result: Result, { options, shell }: Output): PublishOutcome {
  const { file, story, remarks = [], differences } = result;
  const { dryRun } = options;
  if (options.json) {
    const line = { file: file.name, outcome, dryRun, story, warnings: remarks, differences };
    shell.out(`${JSON.stringify(line)}\n`);
    return outcome;
  }
  const state =
    outcome === 'published' ? describeStatus(story) : `is at revision ${story.revision}, ${describeStatus(story)}`;
  shell.out(`${resultLine(`${painter(shell)('green', story.id)} ${state}: ${story.url}`, options, shell)}\n`);
  return outcome;
}

/** Prints that a file has nothing new. A token without the scope `read` knows only the id of its story. */
export function printUnchanged(
  file: FileToSend,
  story: Pick<Story, 'id'> & Partial<Story>,
  { options, shell }: Output,
): PublishOutcome {
  const address = story.url === undefined ? '' : `: ${story.url}`;
  const isWhole = story.url !== undefined;
  // An embargo that left the file stays: a date stays until a file names another one.
  const later = story.status === 'scheduled' && story.publishedAt ? `, and appears at ${story.publishedAt}` : '';
  if (options.json)
    shell.out(
      `${JSON.stringify({ file: file.name, outcome: 'unchanged', story: isWhole ? story : undefined, warnings: [] })}\n`,
    );
  else shell.out(`${painter(shell)('green', story.id)} has nothing new in ${file.name}${later}${address}\n`);
  return 'unchanged';
}
