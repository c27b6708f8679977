import * as z from 'zod';
import { newsroomPath } from '../../../lambdas/http/routes';
import type { Endpoint } from '../server/endpoint';
import { fieldPath, readAnswer } from '../server/refusal';
import { newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { describeStatus, EditAnswer, type Story } from '../server/story-schemas';
import { painter } from '../terminal/colours';
import type { Shell } from '../terminal/shell';
import { type DryRunOptions, dryRunQuery, printUnchanged, resultLine } from './dry-run';
import { withNearestIds } from './nearest-ids';
import { readStoryId } from './story-id';

export interface EditOptions extends ServerOptions, DryRunOptions {}

interface Edit {
  /** As the user typed it. */
  readonly id: string;
  readonly method: 'PUT' | 'DELETE';
  readonly route: 'breaking' | 'withdrawal';
  readonly body?: object;
  /** The words before the number of feeds. */
  readonly feeds?: string;
  readonly describe?: (story: Story) => string;
  /** Asks a question before the edit, with the answer of its dry run. */
  readonly ask?: (dryRun: FeedsAnswer) => Promise<void>;
}

/** With the pages of the feeds that the story is in, or leaves. A server of an older release does not name them. */
const FeedsAnswer = EditAnswer.extend({ feeds: z.array(z.string()).optional() });
export type FeedsAnswer = z.infer<typeof FeedsAnswer>;

/** Makes one edit that needs no file. Prints the outcome, the feeds of the story, and every warning. */
export async function edit(edit: Edit, options: EditOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  if (edit.ask && !options.dryRun) await edit.ask(await send(edit, { dryRun: true }, server, shell));
  const { story, warnings, feeds } = await send(edit, options, server, shell);
  for (const { pointer, detail } of warnings) shell.err(`note: ${fieldPath(pointer)}: ${detail}\n`);
  if (options.json) shell.out(`${JSON.stringify({ dryRun: options.dryRun, story, warnings, feeds })}\n`);
  else {
    const { describe = describeStatus } = edit;
    const line = `${painter(shell)('green', story.id)} ${describe(story)}: ${story.url}`;
    shell.out(`${resultLine(line, options, shell)}\n`);
    if (feeds) shell.out(`${edit.feeds ?? 'It is in'} ${formatFeeds(feeds)}.\n`);
  }
  printUnchanged(options, shell);
}

async function send(edit: Edit, options: DryRunOptions, server: Endpoint, shell: Shell): Promise<FeedsAnswer> {
  const { method, route, body } = edit;
  const id = readStoryId(edit.id, server);
  const path = newsroomPath(route, { id }) + dryRunQuery(options);
  return withNearestIds(id, { server, shell }, async () =>
    readAnswer(await server.ask(method, path, { body }), FeedsAnswer, server, shell),
  );
}

/** `3 feeds: /, /sections/local, /tags/rivers` */
export function formatFeeds(feeds: readonly string[]): string {
  if (feeds.length === 0) return 'no feed';
  return `${feeds.length} ${feeds.length === 1 ? 'feed' : 'feeds'}: ${feeds.join(', ')}`;
}
