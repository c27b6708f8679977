import type { Command } from 'commander';
import { outlinesIn } from '../../doctor/opml';
import { publicSide, type ServerOptions, withServer } from '../server/server-option';
import { ink } from '../terminal/colours';
import { columns } from '../terminal/columns';
import { CommandError, EXIT, type Shell } from '../terminal/shell';

/** `feeds`: what readers can subscribe to. Needs no token. */
export function addFeedsCommand(program: Command, shell: Shell): void {
  withServer(program.command('feeds'))
    .description('lists every feed that readers can subscribe to')
    .action((options: ServerOptions) => feeds(options, shell));
}

async function feeds(options: ServerOptions, shell: Shell): Promise<void> {
  const server = await publicSide(options, shell);
  const { status, text } = await server.ask('GET', '/feeds.opml', { headers: { accept: '*/*' } });
  const outlines = status === 200 ? outlinesIn(text) : undefined;
  if (!outlines) {
    const wrong = `${server.address}/feeds.opml answers ${status} and no list of feeds`;
    throw new CommandError(`${wrong}: is it the right address (--url, BULLETIN_URL)?`, EXIT.usage);
  }
  if (options.json) return shell.out(`${JSON.stringify(outlines)}\n`);
  const head = ['FEED', 'ADDRESS'].map((cell) => ink(shell)('dim', cell));
  const rows = outlines.map(({ title, feed }) => [title, feed]);
  shell.out(rows.length === 0 ? 'There are no feeds before the first story.\n' : columns([head, ...rows]));
}
