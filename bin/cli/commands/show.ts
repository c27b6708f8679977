import type { Command } from 'commander';
import { readAnswer } from '../server/refusal';
import { addServerOptions, newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { describeStatus, OneRevision, OneStory, type Story, storyAt } from '../server/story-schemas';
import { painter } from '../terminal/colours';
import { programName, type Shell } from '../terminal/shell';
import { revisionNumber } from './revise';

interface ShowOptions extends ServerOptions {
  readonly revision?: number;
}

/** `show`: a story, whole. */
export function addShowCommand(program: Command, shell: Shell): void {
  addServerOptions(program.command('show'))
    .description('shows a story, whole, also what readers cannot see yet or any more')
    .argument('<id>', "the story's id: list shows them")
    .option('--revision <number>', 'as it was at a revision: history shows them', revisionNumber)
    .addHelpText(
      'after',
      `\nExample: ${programName(shell)} show river --json > river.json    (which publish and revise read)\n`,
    )
    .action((id: string, options: ShowOptions) => show(id, options, shell));
}

async function show(id: string, options: ShowOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const { revision: number, json } = options;
  const answer = await server.ask('GET', storyAt(id, number === undefined ? '' : `/revisions/${number}`));
  const story =
    number === undefined
      ? readAnswer(answer, OneStory, server, shell).story
      : readAnswer(answer, OneRevision, server, shell).revision.story;
  shell.out(json ? `${JSON.stringify(story, null, 2)}\n` : storyText(story, shell));
}

/** Shown first and in words, or not at all. */
const TOLD = new Set(['headline', 'body', 'status', 'breaking', 'breakingUntil', 'publishedAt']);

/** A story for people: its headline, what is known of it, its body. */
export function storyText(story: Story, shell: Pick<Shell, 'colours'>): string {
  const paint = painter(shell);
  const fields = Object.entries(story).filter(([name, value]) => !TOLD.has(name) && !isEmpty(value));
  const width = Math.max(...fields.map(([name]) => name.length));
  const lines = fields.map(([name, value]) => `${paint('dim', name.padEnd(width))}  ${valueText(value)}\n`);
  const body = typeof story.body === 'string' ? `\n${story.body}\n` : '';
  const flag = paint(story.breaking ? 'red' : 'green', describeStatus(story));
  return `${paint('bold', story.headline)}\n${flag}\n\n${lines.join('')}${body}`;
}

const isEmpty = (value: unknown): boolean => value === '' || (Array.isArray(value) && value.length === 0);

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, inner]) => (name === 'name' ? String(inner) : `${name}: ${valueText(inner)}`))
    .join(', ');
}
