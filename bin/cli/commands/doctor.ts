import { setTimeout as wait } from 'node:timers/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { urlIn } from '../../../lambdas/news/values/uri';
import { discoverFeeds } from '../../doctor/discovery';
import { examineFeed, type FeedReport } from '../../doctor/examination';
import { CommandError, programName, type Shell } from '../terminal/shell';
import { formatReport } from './doctor-report';

interface DoctorOptions {
  readonly most: number;
  readonly json?: boolean;
}

const about = (shell: Shell) => `
The address is a page that announces feeds (in link elements, or in an OPML document that it announces), an OPML document, or a feed.
Feeds of other sites are named and left alone. Each feed is asked for nine times, one request after the other (up to 19, where
an edit may have come between two), with 15 seconds for each; one that is larger than 10 MB is not read.

  parses      it is well-formed RSS 2.0, Atom 1.0 or JSON Feed
  rules       of its format: dates, ids (each once), whole addresses, authors, enclosures, tombstones
  reachable   media type and charset; HEAD; readers in browsers (CORS); https, redirects, its own address
  304         for its ETag and its Last-Modified, also by way of a CDN
  compressed  and caches can tell; not too large
  fresh       no old copy; for how long it may be kept; no dates of the future
  history     what leads to older items (RFC 5005, next_url) leads there

A fault keeps news from some readers, or breaks a "must" of a specification; advice would make a feed better.

Exit codes:
  0  no faults                    2  the command line is wrong
  1  faults, or no feed           3  no answer came

Examples:
  ${programName(shell)} doctor https://news.example
  ${programName(shell)} doctor http://localhost:3000/rss.xml --json
`;

/** `doctor`: any site's feeds, as a subscriber meets them. */
export function addDoctorCommand(program: Command, shell: Shell): void {
  program
    .command('doctor')
    .description('looks at the feeds of any site as a subscriber would, and says what to do about each fault')
    .argument('<address>', 'a page, an OPML document or a feed', webAddress)
    .option('--most <number>', 'how many feeds to look at, 1 to 9999', atLeastOne, 20)
    .option('--json', 'answer in JSON')
    .addHelpText('after', about(shell))
    .action((address: string, options: DoctorOptions) => doctor(address, options, shell));
}

function webAddress(text: string): string {
  const url = urlIn(text);
  if (url?.username) throw new InvalidArgumentError('Leave user and password out: subscribers have none.');
  if (url && /^https?:$/.test(url.protocol)) return url.href;
  const host = /^[\w.-]+(?::\d+)?(?:\/|$)/.test(text);
  const scheme = /^(?:localhost|127\.)/.test(text) ? 'http' : 'https';
  const example = host ? `${scheme}://${text}` : 'https://news.example';
  throw new InvalidArgumentError(`Write a whole address, such as ${example}`);
}

function atLeastOne(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 1 to 9999.');
}

async function doctor(address: string, { most, json }: DoctorOptions, shell: Shell): Promise<void> {
  shell.err(`Looking for feeds at ${address}\n`);
  const { feeds, elsewhere } = await discoverFeeds(address);
  const looked: FeedReport[] = [];
  for (const [i, feed] of feeds.slice(0, most).entries()) {
    shell.err(`${i + 1} of ${Math.min(most, feeds.length)}: ${feed}\n`);
    looked.push(await examineFeed(feed, shell.wait ?? wait));
  }
  const left = feeds.slice(most);
  const faults = looked.flatMap(({ findings }) => findings).filter(({ is }) => is === 'fault').length;
  shell.out(
    json ? `${JSON.stringify({ address, faults, feeds: looked, left, elsewhere })}\n` : formatReport(looked, shell),
  );
  notLooked(left, `of more feeds than --most ${most}`, shell);
  notLooked(elsewhere, 'on other sites, to be asked about by their own addresses', shell);
  if (faults > 0) throw new CommandError(faults === 1 ? '1 fault.' : `${faults} faults.`);
  if (looked.length === 0) throw new CommandError(`${address} announces no feed of its own.`);
}

function notLooked(feeds: readonly string[], why: string, { err }: Shell): void {
  const more = feeds.length > 3 ? `, and ${feeds.length - 3} more` : '';
  if (feeds.length > 0) err(`Not looked at, ${why}: ${feeds.slice(0, 3).join(', ')}${more}\n`);
}
