import { setTimeout as wait } from 'node:timers/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { urlIn } from '../../../lambdas/news/values/uri';
import { discoverFeeds } from '../../doctor/discovery';
import { examineFeed, type FeedReport } from '../../doctor/examination';
import type { AskedFiles } from '../../doctor/newest-files';
import { CommandError, EXIT, programName, type Shell } from '../terminal/shell';
import { formatReport } from './doctor-report';

interface DoctorOptions {
  readonly limit: number;
  readonly json?: boolean;
}

const moreHelp = (shell: Shell) => `
The address is a feed, an OPML document, or a page that announces feeds or OPML in link elements. Without https:// before it,
doctor tries https and then http, and only http for this machine. It checks the feeds of that site, and only names the feeds
of other sites. For each feed it sends nine requests one after the other, or up to 19 if an edit may have come between two.
Then it asks for five of the newest enclosures and pictures by HEAD, at any site, without a password. A request may take 15
seconds. Feeds larger than 10 MB are not read.

Areas:
  parses      well-formed RSS 2.0, Atom 1.0 or JSON Feed
  rules       the rules of RSS, Atom and JSON Feed, and of podcasts, Media RSS, archives (RFC 5005), threads (RFC 4685)
  reachable   media type, charset, HEAD, readers in browsers (CORS), https, redirects, the feed's own
              address, enclosures and pictures
  304         answers to ETag and Last-Modified, also through a CDN
  compressed  compression, Vary, size
  fresh       age of the copy, how long caches keep it, dates in the future
  history     links to older items (RFC 5005, next_url)

A fault keeps news from some readers, or is an error of the W3C's feed validator. Advice would make a feed better.

Exit codes:
  0  no faults
  1  faults, or no feed at the address
  2  the command line is wrong
  3  the address gave no document: no answer, endless redirects, or more than 10 MB

Examples:
  ${programName(shell)} doctor news.example
  ${programName(shell)} doctor localhost:3000/rss.xml --json
`;

/** `doctor`: checks the feeds of any site, as reader software receives them. */
export function addDoctorCommand(program: Command, shell: Shell): void {
  program
    .command('doctor')
    .description('checks the feeds of any site, and names the remedy for each fault')
    .argument('<address>', 'a page, an OPML document or a feed', parseAddress)
    .option('--limit <number>', 'how many feeds to check, 1 to 9999', parseLimit, 20)
    .option('--json', 'print JSON')
    .addHelpText('after', moreHelp(shell))
    .action((addresses: string[], options: DoctorOptions) => doctor(addresses, options, shell));
}

/** Browsers and reader software write `feed:https://…` and `feed://…`. */
const withoutFeedScheme = (text: string): string => text.replace(/^feed:(?:\/\/)?(?=.)/i, '');

/** The addresses that a text may mean, in the order to try them. Most sites are at https; a local server rarely is. */
function parseAddress(written: string): string[] {
  const text = withoutFeedScheme(written.trim());
  const isHost = /^(?:[^\s/:@?#[\]]+|\[[\da-f:.]+\])(?::\d+)?(?:[/?#]|$)/i.test(text);
  const schemes = /^(?:localhost|127\.|\[)/i.test(text) ? ['http'] : ['https', 'http'];
  const urls = (isHost ? schemes.map((scheme) => `${scheme}://${text}`) : [text]).map((one) => urlIn(one));
  const [url] = urls;
  // Not an InvalidArgumentError: its message has the value.
  if (url && url.username + url.password !== '')
    throw new CommandError('Leave out user name and password: reader software sends none.', EXIT.usage);
  if (url && /^https?:$/.test(url.protocol)) return urls.flatMap((one) => one?.href ?? []);
  const why = 'Write a web address, such as https://news.example';
  throw /^[^/?#]*@/.test(text) ? new CommandError(why, EXIT.usage) : new InvalidArgumentError(why);
}

function parseLimit(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 1 to 9999.');
}

/** The feeds at the first address that answers. */
async function findFeeds([address = '', ...others]: readonly string[], shell: Shell) {
  shell.err(`Looking for feeds at ${address}\n`);
  const found = await discoverFeeds(address);
  if (!('problem' in found)) return { address, ...found };
  if (found.isUnreachable && others.length > 0) return findFeeds(others, shell);
  throw new CommandError(`${address} ${found.problem}`, found.isUnreachable ? EXIT.unreachable : EXIT.refused);
}

async function doctor(addresses: readonly string[], { limit, json }: DoctorOptions, shell: Shell): Promise<void> {
  const { address, feeds, elsewhere } = await findFeeds(addresses, shell);
  const reports: FeedReport[] = [];
  const asked: AskedFiles = new Map();
  for (const [i, feed] of feeds.slice(0, limit).entries()) {
    shell.err(`${i + 1} of ${Math.min(limit, feeds.length)}: ${feed}\n`);
    reports.push(await examineFeed(feed, shell.wait ?? wait, asked));
  }
  const unchecked = feeds.slice(limit);
  const faults = reports.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'fault').length;
  const result = { address, faults, feeds: reports, unchecked, elsewhere };
  shell.out(json ? `${JSON.stringify(result)}\n` : formatReport(reports, shell));
  printUnchecked(unchecked, `more than --limit ${limit}`, shell);
  printUnchecked(elsewhere, 'on other sites; check each at its own address', shell);
  if (faults > 0) throw new CommandError(faults === 1 ? '1 fault.' : `${faults} faults.`);
  if (reports.length === 0) throw new CommandError(`${address} announces no feed of its own site.`);
}

function printUnchecked(feeds: readonly string[], why: string, { err }: Shell): void {
  const more = feeds.length > 3 ? `, and ${feeds.length - 3} more` : '';
  const count = feeds.length === 1 ? '1 feed' : `${feeds.length} feeds`;
  if (feeds.length > 0) err(`Left out ${count} (${why}): ${feeds.slice(0, 3).join(', ')}${more}\n`);
}
