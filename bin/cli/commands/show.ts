import type { Command } from 'commander';
import { newsroomPath } from '../../../lambdas/http/routes';
import { isolate } from '../../../lambdas/news/values/isolate';
import { readAnswer } from '../server/refusal';
import { addServerOptions, newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { describeStatus, type Story, StoryAnswer } from '../server/story-schemas';
import { readRevision } from '../stories/find-story';
import { withNearestIds } from '../stories/nearest-ids';
import { ID_HELP, readStoryId } from '../stories/story-id';
import { painter } from '../terminal/colours';
import { addOutputOption, type OutputOptions, writeResult } from '../terminal/output-file';
import { programName, type Shell } from '../terminal/shell';
import { parseRevision } from './revise';

interface ShowOptions extends ServerOptions, OutputOptions {
  readonly revision?: number;
}

const moreHelp = (shell: Shell) => `
Examples:
  ${programName(shell)} show river
  ${programName(shell)} show river --revision 2
  ${programName(shell)} show river --output river.json        JSON, by the ending of the name; publish and revise read this file
`;

/** `show`: a story with all its fields. */
export function addShowCommand(program: Command, shell: Shell): void {
  addOutputOption(addServerOptions(program.command('show')))
    .description('shows a story with all its fields, also before its publication and after its withdrawal')
    .argument('<id>', `${ID_HELP}; list prints the ids`)
    .option('--revision <number>', 'an earlier revision; history prints the numbers', parseRevision)
    .addHelpText('after', moreHelp(shell))
    .action((id: string, options: ShowOptions) => show(id, options, shell));
}

async function show(typed: string, options: ShowOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const id = readStoryId(typed, server);
  const { revision, output } = options;
  const story = await withNearestIds(id, { server, shell }, async () => {
    if (revision !== undefined) return (await readRevision(id, revision, { server, shell })).story;
    return readAnswer(await server.ask('GET', newsroomPath('story', { id })), StoryAnswer, server, shell).story;
  });
  const isJson = options.json || output?.toLowerCase().endsWith('.json');
  const text = isJson ? `${JSON.stringify(story, null, 2)}\n` : storyText(story, output === undefined ? shell : {});
  await writeResult(text, options, shell);
}

/** Fields that `storyText` shows in another place. */
const SHOWN_ELSEWHERE = new Set(['headline', 'body', 'status', 'breaking', 'breakingUntil', 'publishedAt']);

/** A story as text: headline, status, fields, body. */
export function storyText(story: Story, shell: Pick<Shell, 'colours'>): string {
  const paint = painter(shell);
  const fields = Object.entries(story).filter(([name, value]) => !SHOWN_ELSEWHERE.has(name) && !isEmpty(value));
  const width = Math.max(...fields.map(([name]) => name.length));
  const lines = fields.map(([name, value]) => `${paint('dim', name.padEnd(width))}  ${valueText(value)}\n`);
  const body = typeof story.body === 'string' ? `\n${story.body}\n` : '';
  const status = paint(story.breaking ? 'red' : 'green', describeStatus(story));
  return `${paint('bold', story.headline)}\n${status}\n\n${lines.join('')}${body}`;
}

const isEmpty = (value: unknown): boolean => value === '' || (Array.isArray(value) && value.length === 0);

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => isolate(valueText(item))).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, inner]) => (name === 'name' ? String(inner) : `${name}: ${valueText(inner)}`))
    .join(', ');
}
