import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../../../lambdas/news/values/duration';
import { addServerOptions, type ServerOptions } from '../server/server-option';
import { programName, type Shell } from '../terminal/shell';
import { edit } from './edit';

interface BreakOptions extends ServerOptions {
  readonly for?: string;
  readonly until?: string;
}

/** The value of --until for a flag without an end. */
const CLEARED = 'cleared';

const breakHelp = (shell: Shell) => `
Without --for and --until the flag lasts as long as the server's BULLETIN_BREAKING_FOR says. A story under embargo breaks
from its publication on. To change the end, run the command again.

Examples:
  ${programName(shell)} break river --for 2h
  ${programName(shell)} break river --until 2026-11-22T20:00:00Z
  ${programName(shell)} break river --until ${CLEARED}        breaks until ${programName(shell)} unbreak river
`;

/** `break` and `unbreak`, which is also `clear`: the breaking flag of a story. */
export function addBreakCommands(program: Command, shell: Shell): void {
  addServerOptions(program.command('break'))
    .description('sets the breaking flag of a story')
    .argument('<id>', 'the id of the story')
    .addOption(
      new Option('--for <duration>', 'how long: 30m, 2h, 1d12h, or ISO 8601 (PT2H)')
        .argParser(readDuration)
        .conflicts('until'),
    )
    .option('--until <time>', `the end, ISO 8601 with a zone, or "${CLEARED}" for no end`)
    .addHelpText('after', breakHelp(shell))
    .action((id: string, options: BreakOptions) =>
      edit({ id, method: 'PUT', route: 'breaking', body: requestBody(options) }, options, shell),
    );

  addServerOptions(program.command('unbreak').alias('clear'))
    .description('clears the breaking flag of a story')
    .argument('<id>', 'the id of the story')
    .addHelpText('after', `\nExample: ${programName(shell)} unbreak river\n`)
    .action((id: string, options: ServerOptions) =>
      edit({ id, method: 'DELETE', route: 'breaking' }, options, shell, () => 'is no longer breaking'),
    );
}

const requestBody = ({ for: length, until }: BreakOptions): object => ({
  for: length,
  until: until === CLEARED ? null : until,
});

const SHORT = /^(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?:in)?)?(?:(\d+)s)?$/i;

/** `2h`, `1d12h` or ISO 8601, as ISO 8601. */
function readDuration(text: string): string {
  const [weeks, days, ...time] = SHORT.exec(text.replace(/\s/g, ''))?.slice(1) ?? [];
  const part = (number: string | undefined, unit: string) => (number === undefined ? '' : `${number}${unit}`);
  const clock = time.map((number, i) => part(number, 'HMS'[i] ?? '')).join('');
  const short = `P${part(weeks, 'W')}${part(days, 'D')}${clock && `T${clock}`}`;
  const iso = [text.toUpperCase(), short].find((candidate) => parseDuration(candidate) !== undefined);
  if (iso === undefined) throw new InvalidArgumentError('Write a duration like 30m, 2h, 1d12h or PT2H.');
  return iso;
}
