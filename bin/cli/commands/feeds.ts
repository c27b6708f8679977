import type { Command } from 'commander';
import { PUBLIC_ROUTES } from '../../../lambdas/http/routes';
import { parseOpml } from '../../doctor/opml';
import { notBulletin } from '../server/refusal';
import { addServerOptions, publicEndpoint, type ServerOptions } from '../server/server-option';
import { formatTable } from '../terminal/columns';
import { programName, type Shell } from '../terminal/shell';
import { addCloseFeedCommands } from './close-feed';

const moreHelp = (shell: Shell) => `
Without a command it lists the feeds.

Examples:
  ${programName(shell)} feeds --url https://news.example
  ${programName(shell)} feeds close /tags/syira --moved-to /tags/syria
`;

/** `feeds`: the feeds of a publication, and `feeds close` and `feeds open`. */
export function addFeedsCommand(program: Command, shell: Shell): void {
  const command = program
    .command('feeds')
    .description('manages the feeds: lists them, closes one, opens it again')
    .addHelpText('after', moreHelp(shell));

  addServerOptions(command.command('list'))
    .description('lists the feeds that readers can subscribe to; needs no token')
    .addHelpText('after', `\nExample: ${programName(shell)} feeds list --url https://news.example\n`)
    .action((options: ServerOptions) => feeds(options, shell));

  addCloseFeedCommands(command, shell);
}

/** The arguments of a command line, with `list` where `feeds` has no command. A default command of Commander takes a misspelt one for an argument. */
export function withListOfFeeds(args: readonly string[]): readonly string[] {
  const [command, next] = args;
  const hasCommand = next !== undefined && (!next.startsWith('-') || ['-h', '--help'].includes(next));
  return command !== 'feeds' || hasCommand ? args : ['feeds', 'list', ...args.slice(1)];
}

async function feeds(options: ServerOptions, shell: Shell): Promise<void> {
  const server = await publicEndpoint(options, shell);
  const path = `${PUBLIC_ROUTES.opml.path}?all`;
  const { status, text } = await server.ask('GET', path, { headers: { accept: '*/*' } });
  const outlines = status === 200 ? parseOpml(text) : undefined;
  if (!outlines) throw notBulletin(server.address + path, status);
  if (options.json) return shell.out(`${JSON.stringify(outlines)}\n`);
  const rows = outlines.map(({ title, feed }) => [title, feed]);
  shell.out(
    rows.length === 0 ? 'There are no feeds before the first story.\n' : formatTable(['FEED', 'ADDRESS'], rows, shell),
  );
}
