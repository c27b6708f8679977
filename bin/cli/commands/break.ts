import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../../../lambdas/news/values/duration';
import { addServerOptions, type ServerOptions } from '../server/server-option';
import { programName, type Shell } from '../terminal/shell';
import { edit } from './edit';

interface BreakOptions extends ServerOptions {
  readonly for?: string;
  readonly until?: string;
}

const CLEARED = 'cleared';

const about = (shell: Shell) => `
Without --for and --until a story breaks for as long as the publication's settings say. A story under embargo breaks from its
publication on. To break for longer: the same again.

Examples:
  ${programName(shell)} break river --for 2h
  ${programName(shell)} break river --until 2026-11-22T20:00:00Z
  ${programName(shell)} break river --until ${CLEARED}        until: ${programName(shell)} clear river
`;

/** `break` and `clear`: the breaking flag of a story. */
export function addBreakCommands(program: Command, shell: Shell): void {
  addServerOptions(program.command('break'))
    .description('flags a story as breaking news')
    .argument('<id>', "the story's id")
    .addOption(
      new Option('--for <duration>', 'for how long: 30m, 2h, 1d12h, or ISO 8601 (PT2H)')
        .argParser(duration)
        .conflicts('until'),
    )
    .option('--until <moment>', `until when (ISO 8601 with a zone), or "${CLEARED}" for until it is cleared`)
    .addHelpText('after', about(shell))
    .action((id: string, options: BreakOptions) =>
      edit({ id, method: 'PUT', part: '/breaking', body: asked(options) }, options, shell),
    );

  addServerOptions(program.command('clear'))
    .description('ends the breaking flag of a story')
    .argument('<id>', "the story's id")
    .action((id: string, options: ServerOptions) =>
      edit({ id, method: 'DELETE', part: '/breaking' }, options, shell, () => 'breaks no more'),
    );
}

const asked = ({ for: length, until }: BreakOptions): object => ({
  ...(length !== undefined && { for: length }),
  ...(until !== undefined && { until: until === CLEARED ? null : until }),
});

const SHORT = /^(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?:in)?)?(?:(\d+)s)?$/i;

/** `2h`, `1d12h` or ISO 8601, as ISO 8601. */
export function duration(text: string): string {
  const [weeks, days, ...time] = SHORT.exec(text.replace(/\s/g, ''))?.slice(1) ?? [];
  const part = (number: string | undefined, unit: string) => (number === undefined ? '' : `${number}${unit}`);
  const clock = time.map((number, i) => part(number, 'HMS'[i] ?? '')).join('');
  const short = `P${part(weeks, 'W')}${part(days, 'D')}${clock && `T${clock}`}`;
  const iso = [text.toUpperCase(), short].find((candidate) => parseDuration(candidate) !== undefined);
  if (iso === undefined) throw new InvalidArgumentError('Write a duration like 30m, 2h, 1d12h or PT2H.');
  return iso;
}
