import { type Command, Option } from 'commander';
import { addServerOptions } from '../server/server-option';
import { addDryRunOption } from '../stories/dry-run';
import { type EditOptions, edit, type FeedsAnswer, formatFeeds } from '../stories/edit';
import { DAY, describeLongFlag } from '../stories/long-times';
import { isDurationWord, readDuration } from '../stories/read-duration';
import { ID_HELP } from '../stories/story-id';
import { confirm } from '../terminal/ask';
import { CommandError, currentTime, EXIT, programName, type Shell } from '../terminal/shell';

interface BreakOptions extends EditOptions {
  readonly for?: string;
  readonly until?: string;
  readonly yes?: boolean;
}

/** The value of --until for a flag without an end. */
const CLEARED = 'cleared';

const breakHelp = (shell: Shell) => `
Without --for and --until the flag lasts as long as the server's BULLETIN_BREAKING_FOR says. A story under embargo breaks
from its publication on. To change the end, run the command again. A flag of more than a day needs a yes, or --yes.

Examples:
  ${programName(shell)} break river --for 2h
  ${programName(shell)} break river --for 90 minutes
  ${programName(shell)} break river --until 2099-11-22T20:00:00Z --yes
  ${programName(shell)} break river --until ${CLEARED} --yes        breaks until ${programName(shell)} unbreak river
`;

const unbreakHelp = (shell: Shell) => `
Examples:
  ${programName(shell)} unbreak river
  ${programName(shell)} unbreak river --dry-run
`;

/** `break` and `unbreak`, which is also `clear`: the breaking flag of a story. */
export function addBreakCommands(program: Command, shell: Shell): void {
  addDryRunOption(addServerOptions(program.command('break')))
    .description('sets the breaking flag of a story')
    .argument('<id>', ID_HELP)
    .argument('[words...]', 'the rest of a duration in words: break river --for 2 hours')
    .addOption(
      new Option('--for <duration>', 'how long: 30m, 2h, 1d12h, 2 hours, or ISO 8601 (PT2H)').conflicts('until'),
    )
    .option('--until <time>', `the end, ISO 8601 with a zone, or "${CLEARED}" for no end`)
    .option('--yes', 'break for more than a day without a question')
    .addHelpText('after', breakHelp(shell))
    .action((first: string, words: string[], options: BreakOptions) => breakStory([first, ...words], options, shell));

  addDryRunOption(addServerOptions(program.command('unbreak').alias('clear')))
    .description('clears the breaking flag of a story')
    .argument('<id>', ID_HELP)
    .addHelpText('after', unbreakHelp(shell))
    .action((id: string, options: EditOptions) => {
      const describe = () => 'is no longer breaking';
      return edit({ id, method: 'DELETE', route: 'breaking', describe }, options, shell);
    });
}

async function breakStory(words: readonly string[], options: BreakOptions, shell: Shell): Promise<void> {
  const { id, seconds } = readWords(words, options);
  const body = {
    for: seconds === undefined ? undefined : `PT${seconds}S`,
    until: options.until === CLEARED ? null : options.until,
  };
  const ask = async ({ story, feeds }: FeedsAnswer): Promise<void> => {
    const flag = describeLongFlag(story, currentTime(shell));
    if (flag === undefined) return;
    const where = feeds === undefined ? '' : `, in ${formatFeeds(feeds)}`;
    const question = `${story.id} ${flag}${where}.\nBreak ${story.id}?`;
    await confirm({ question, withoutTerminal: `${story.id} ${flag}. If this is right, add --yes.` }, shell);
  };
  return edit(
    {
      id,
      method: 'PUT',
      route: 'breaking',
      body,
      ask: !options.yes && mayBeLong(body, seconds, currentTime(shell)) ? ask : undefined,
    },
    options,
    shell,
  );
}

/** Whether the flag may last for more than a day. The publication's default is no mistake of the command line. */
const mayBeLong = ({ until }: { readonly until?: string | null }, seconds: number | undefined, now: number): boolean =>
  until === null || (seconds ?? 0) > DAY || Date.parse(until ?? '') - now > DAY * 1_000;

/** The id and the duration. A duration of several words leaves its last ones among the arguments, after or before the id. */
function readWords(words: readonly string[], options: BreakOptions): { id: string; seconds?: number } {
  const text = options.for;
  const isUnfinished = text !== undefined && /^\d+(?:\.\d+)?$/.test(text);
  const idFirst = words.slice(1).every(isDurationWord);
  const id = (idFirst ? words[0] : words.at(-1)) ?? '';
  const rest = idFirst ? words.slice(1) : words.slice(0, -1);
  if (rest.length > 0 && (text === undefined || !rest.every(isDurationWord))) {
    const duration = text === undefined && readDuration(rest.join(' ')) !== undefined;
    const remedy = duration
      ? `To break it for that long, write --for ${rest.join(' ')}.`
      : 'Write the id of one story.';
    throw new CommandError(`too many words: ${words.join(' ')}. ${remedy}`, EXIT.usage);
  }
  if (text === undefined) return { id };
  const seconds = readDuration([text, ...rest].join(' '));
  if (seconds !== undefined) return { id, seconds };
  const remedy = 'Write a duration like 30m, 2h, 1d12h, 2 hours or PT2H, of at most ten years.';
  const unit = isUnfinished && rest.length === 0 ? ` has no unit, like ${text}h` : ' is not a duration';
  throw new CommandError(`--for ${[text, ...rest].join(' ')}${unit}. ${remedy}`, EXIT.usage);
}
