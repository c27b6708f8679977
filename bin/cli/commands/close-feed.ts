import type { Command } from 'commander';
import * as z from 'zod';
import { FEED_FOLDERS } from '../../../lambdas/formats/addresses';
import { newsroomPath } from '../../../lambdas/http/routes';
import { slug } from '../../../lambdas/news/values/slug';
import { urlIn } from '../../../lambdas/news/values/uri';
import type { Endpoint } from '../server/endpoint';
import { fieldPath, Refusal, readAnswer } from '../server/refusal';
import { addServerOptions, newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { Warning } from '../server/story-schemas';
import { addDryRunOption, type DryRunOptions, dryRunQuery, printUnchanged, resultLine } from '../stories/dry-run';
import { painter } from '../terminal/colours';
import { CommandError, EXIT, programName, type Shell } from '../terminal/shell';

interface FeedOptions extends ServerOptions, DryRunOptions {}

interface CloseOptions extends FeedOptions {
  readonly movedTo?: string;
}

const closeHelp = (shell: Shell) => `
FEED is the address of the feed's page, as the browser shows it, or one of the words ${Object.keys(FEED_FOLDERS).join(', ')} and a name.
Readers of a closed feed learn that it is gone. With --moved-to their software goes on with the other feed.
A feed that holds stories, or still tells its readers of a withdrawal, cannot be closed. A new story opens it again.

Examples:
  ${programName(shell)} feeds close /tags/syira --moved-to /tags/syria
  ${programName(shell)} feeds close tag Syira
  ${programName(shell)} feeds close /tags/syira --dry-run
`;

/** `feeds close` and `feeds open`. */
export function addCloseFeedCommands(feeds: Command, shell: Shell): void {
  const word = 'the address of its page, or its kind';
  addDryRunOption(addServerOptions(feeds.command('close')))
    .description('closes the feed of a section, tag, author or language that has no stories')
    .argument('<feed>', word)
    .argument('[name]', 'after a kind: its name')
    .option('--moved-to <address>', 'the page of the feed that its readers are sent to; / is all stories')
    .addHelpText('after', closeHelp(shell))
    .action((feed: string, name: string | undefined, options: CloseOptions) =>
      change({ feed, name, method: 'PUT', body: { movedTo: options.movedTo } }, options, shell),
    );

  addDryRunOption(addServerOptions(feeds.command('open')))
    .description('opens a closed feed again')
    .argument('<feed>', word)
    .argument('[name]', 'after a kind: its name')
    .addHelpText('after', `\nExample: ${programName(shell)} feeds open /tags/syira\n`)
    .action((feed: string, name: string | undefined, options: FeedOptions) =>
      change({ feed, name, method: 'DELETE' }, options, shell),
    );
}

/** The path of a request about a feed. Throws a CommandError for an address that is not the page of a section, tag, author or language. */
function closedPath(feed: string, name: string | undefined): string {
  const kinds = Object.entries(FEED_FOLDERS);
  if (name !== undefined) {
    const [kind] = kinds.find(([one, folder]) => feed.toLowerCase() === one || feed.toLowerCase() === folder) ?? [];
    if (kind !== undefined) return pathOf(kind, name);
  } else {
    const [folder, step, ...more] = (urlIn(feed, 'http://localhost/')?.pathname ?? '').split('/').filter(Boolean);
    const [kind] = kinds.find(([, one]) => one === folder) ?? [];
    if (kind !== undefined && step !== undefined && more.length === 0) return pathOf(kind, decodeStep(step));
  }
  throw new CommandError(
    name === undefined
      ? `${JSON.stringify(feed)} is not the page of a section, tag, author or language: write its address, like /tags/syria.`
      : `${JSON.stringify(feed)} is no kind of feed: write ${Object.keys(FEED_FOLDERS).join(', ')} and a name, or the address of its page.`,
    EXIT.usage,
  );
}

/** The path for a feed by any spelling of its name. The slug has no slash, which API Gateway decodes in a path. */
function pathOf(kind: string, name: string): string {
  const named = slug(name);
  if (named !== '') return newsroomPath('closedFeed', { kind, slug: named });
  throw new CommandError(`${JSON.stringify(name)} has no letter or digit, so there is no such feed.`);
}

/** A step of a path. One whose percent-encoding is not valid stays as it is. */
function decodeStep(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

const FeedAnswer = z.object({
  feed: z.looseObject({
    url: z.string(),
    closed: z.object({ at: z.string(), movedTo: z.string().optional() }).optional(),
  }),
  warnings: z.array(Warning),
});

interface FeedChange {
  readonly method: 'PUT' | 'DELETE';
  /** The arguments of the command. */
  readonly feed: string;
  readonly name?: string;
  readonly body?: object;
}

async function change(request: FeedChange, options: FeedOptions, shell: Shell): Promise<void> {
  const path = closedPath(request.feed, request.name) + dryRunQuery(options);
  const server = await newsroomEndpoint(options, shell);
  const origin = urlIn(request.feed)?.origin;
  if (origin !== undefined && origin !== server.address)
    throw new CommandError(
      `${request.feed} is not a page of ${server.address}: set --url or BULLETIN_URL.`,
      EXIT.usage,
    );
  const { feed, warnings } = await ask(request, path, server, shell);
  for (const { pointer, detail } of warnings) shell.err(`note: ${fieldPath(pointer)}: ${detail}\n`);
  if (options.json) shell.out(`${JSON.stringify({ dryRun: options.dryRun, feed, warnings })}\n`);
  else {
    const { url, closed } = feed;
    const state = !closed ? 'is open' : closed.movedTo ? `is closed and moved to ${closed.movedTo}` : 'is closed';
    shell.out(`${resultLine(`${painter(shell)('green', url)} ${state}.`, options, shell)}\n`);
  }
  printUnchanged(options, shell);
}

async function ask({ method, body }: FeedChange, path: string, server: Endpoint, shell: Shell) {
  try {
    return readAnswer(await server.ask(method, path, { body }), FeedAnswer, server, shell);
  } catch (error) {
    // The remedy for other addresses speaks of ids of stories.
    if (!(error instanceof Refusal) || error.problem.status !== 404) throw error;
    throw new CommandError(`${error.problem.detail} To see all feeds: ${programName(shell)} feeds.`);
  }
}
