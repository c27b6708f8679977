import type { Command } from 'commander';
import { parseOpml } from '../../doctor/opml';
import { addServerOptions, publicEndpoint, type ServerOptions } from '../server/server-option';
import { painter } from '../terminal/colours';
import { alignColumns } from '../terminal/columns';
import { CommandError, EXIT, type Shell } from '../terminal/shell';

/** `feeds`: what readers can subscribe to. Needs no token. */
export function addFeedsCommand(program: Command, shell: Shell): void {
  addServerOptions(program.command('feeds'))
    .description('lists every feed that readers can subscribe to')
    .action((options: ServerOptions) => feeds(options, shell));
}

async function feeds(options: ServerOptions, shell: Shell): Promise<void> {
  const server = await publicEndpoint(options, shell);
  const { status, text } = await server.ask('GET', '/feeds.opml', { headers: { accept: '*/*' } });
  const outlines = status === 200 ? parseOpml(text) : undefined;
  if (!outlines) {
    const wrong = `${server.address}/feeds.opml answers ${status} and no list of feeds`;
    throw new CommandError(`${wrong}: is it the right address (--url, BULLETIN_URL)?`, EXIT.usage);
  }
  if (options.json) return shell.out(`${JSON.stringify(outlines)}\n`);
  const head = ['FEED', 'ADDRESS'].map((cell) => painter(shell)('dim', cell));
  const rows = outlines.map(({ title, feed }) => [title, feed]);
  shell.out(rows.length === 0 ? 'There are no feeds before the first story.\n' : alignColumns([head, ...rows]));
}
