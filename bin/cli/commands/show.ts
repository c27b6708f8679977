import type { Command } from 'commander';
import { newsroomPath } from '../../../lambdas/http/routes';
import { isolate } from '../../../lambdas/news/values/isolate';
import { readAnswer } from '../server/refusal';
import { addServerOptions, newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { describeStatus, RevisionAnswer, type Story, StoryAnswer } from '../server/story-schemas';
import { painter } from '../terminal/colours';
import { programName, type Shell } from '../terminal/shell';
import { parseRevision } from './revise';

interface ShowOptions extends ServerOptions {
  readonly revision?: number;
}

const moreHelp = (shell: Shell) => `
Examples:
  ${programName(shell)} show river
  ${programName(shell)} show river --revision 2
  ${programName(shell)} show river --json > river.json        publish and revise read this file
`;

/** `show`: a story with all its fields. */
export function addShowCommand(program: Command, shell: Shell): void {
  addServerOptions(program.command('show'))
    .description('shows a story with all its fields, also before its publication and after its withdrawal')
    .argument('<id>', 'the id of the story; list prints the ids')
    .option('--revision <number>', 'an earlier revision; history prints the numbers', parseRevision)
    .addHelpText('after', moreHelp(shell))
    .action((id: string, options: ShowOptions) => show(id, options, shell));
}

async function show(id: string, options: ShowOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const { revision, json } = options;
  const path = revision === undefined ? newsroomPath('story', { id }) : newsroomPath('revision', { id, revision });
  const answer = await server.ask('GET', path);
  const story =
    revision === undefined
      ? readAnswer(answer, StoryAnswer, server, shell).story
      : readAnswer(answer, RevisionAnswer, server, shell).revision.story;
  shell.out(json ? `${JSON.stringify(story, null, 2)}\n` : storyText(story, shell));
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
