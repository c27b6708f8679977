import type { Command } from 'commander';
import { answered } from '../server/refusal';
import { newsroomSide, type ServerOptions, withServer } from '../server/server-option';
import { OneRevision, OneStory, type Story, standing, storyAt } from '../server/stored';
import { ink } from '../terminal/colours';
import { called, type Shell } from '../terminal/shell';
import { revisionNumber } from './revise';

interface ShowOptions extends ServerOptions {
  readonly revision?: number;
}

/** `show`: a story, whole. */
export function addShowCommand(program: Command, shell: Shell): void {
  withServer(program.command('show'))
    .description('shows a story, whole, also what readers cannot see yet or any more')
    .argument('<id>', "the story's id: list shows them")
    .option('--revision <number>', 'as it was at a revision: history shows them', revisionNumber)
    .addHelpText(
      'after',
      `\nExample: ${called(shell)} show river --json > river.json    (which publish and revise read)\n`,
    )
    .action((id: string, options: ShowOptions) => show(id, options, shell));
}

async function show(id: string, options: ShowOptions, shell: Shell): Promise<void> {
  const server = await newsroomSide(options, shell);
  const { revision: number, json } = options;
  const answer = await server.ask('GET', storyAt(id, number === undefined ? '' : `/revisions/${number}`));
  const story =
    number === undefined
      ? answered(answer, OneStory, server, shell).story
      : answered(answer, OneRevision, server, shell).revision.story;
  shell.out(json ? `${JSON.stringify(story, null, 2)}\n` : storyText(story, shell));
}

/** Shown first and in words, or not at all. */
const TOLD = new Set(['headline', 'body', 'status', 'breaking', 'breakingUntil', 'publishedAt']);

/** A story for people: its headline, what is known of it, its body. */
export function storyText(story: Story, shell: Pick<Shell, 'colours'>): string {
  const paint = ink(shell);
  const fields = Object.entries(story).filter(([name, value]) => !TOLD.has(name) && !isEmpty(value));
  const width = Math.max(...fields.map(([name]) => name.length));
  const lines = fields.map(([name, value]) => `${paint('dim', name.padEnd(width))}  ${valueText(value)}\n`);
  const body = typeof story.body === 'string' ? `\n${story.body}\n` : '';
  const flag = paint(story.breaking ? 'red' : 'green', standing(story));
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
