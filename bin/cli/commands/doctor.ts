import { setTimeout as wait } from 'node:timers/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { urlIn } from '../../../lambdas/news/values/uri';
import { discoverFeeds } from '../../doctor/discovery';
import { examineFeed, type FeedReport } from '../../doctor/examination';
import { CommandError, EXIT, programName, type Shell } from '../terminal/shell';
import { formatReport } from './doctor-report';

interface DoctorOptions {
  readonly limit: number;
  readonly json?: boolean;
}

const moreHelp = (shell: Shell) => `
The address is a feed, an OPML document, or a page that announces feeds or OPML in link elements. doctor checks the feeds of
that site, and only names the feeds of other sites. For each feed it sends nine requests one after the other, or up to 19 if
an edit may have come between two. A request may take 15 seconds. Feeds larger than 10 MB are not read.

Areas:
  parses      well-formed RSS 2.0, Atom 1.0 or JSON Feed
  rules       the rules of the format: dates, ids, whole addresses, authors, enclosures, tombstones
  reachable   media type, charset, HEAD, readers in browsers (CORS), https, redirects, the feed's own address
  304         answers to ETag and Last-Modified, also through a CDN
  compressed  compression, Vary, size
  fresh       age of the copy, how long caches keep it, dates in the future
  history     links to older items (RFC 5005, next_url)

A fault keeps news from some readers, or breaks a MUST of a specification. Advice would make a feed better.

Exit codes:
  0  no faults
  1  faults, or no feed at the address
  2  the command line is wrong
  3  the address did not answer

Examples:
  ${programName(shell)} doctor https://news.example
  ${programName(shell)} doctor http://localhost:3000/rss.xml --json
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
    .action((address: string, options: DoctorOptions) => doctor(address, options, shell));
}

function parseAddress(text: string): string {
  const url = urlIn(text);
  if (url?.username) throw new InvalidArgumentError('Leave out user name and password: reader software sends none.');
  if (url && /^https?:$/.test(url.protocol)) return url.href;
  const isHost = /^[\w.-]+(?::\d+)?(?:\/|$)/.test(text);
  const scheme = /^(?:localhost|127\.)/.test(text) ? 'http' : 'https';
  const example = isHost ? `${scheme}://${text}` : 'https://news.example';
  throw new InvalidArgumentError(`Write a whole address, such as ${example}`);
}

function parseLimit(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 1 to 9999.');
}

async function doctor(address: string, { limit, json }: DoctorOptions, shell: Shell): Promise<void> {
  shell.err(`Looking for feeds at ${address}\n`);
  const found = await discoverFeeds(address);
  if ('problem' in found)
    throw new CommandError(`${address} ${found.problem}`, found.isUnreachable ? EXIT.unreachable : EXIT.refused);
  const { feeds, elsewhere } = found;
  const reports: FeedReport[] = [];
  for (const [i, feed] of feeds.slice(0, limit).entries()) {
    shell.err(`${i + 1} of ${Math.min(limit, feeds.length)}: ${feed}\n`);
    reports.push(await examineFeed(feed, shell.wait ?? wait));
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
  if (feeds.length > 0) err(`Not checked (${why}): ${feeds.slice(0, 3).join(', ')}${more}\n`);
}
