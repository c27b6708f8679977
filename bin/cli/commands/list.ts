import { type Command, Option } from 'commander';
import { newsroomEndpoint } from '../server/server-option';
import type { Story } from '../server/story-schemas';
import { addPageOptions, type PageOptions, printNextPage } from '../stories/page-option';
import { listStories, searchStories } from '../stories/search-stories';
import { createFilter, type FilterOptions, STATUS_OPTIONS } from '../stories/story-filter';
import { painter } from '../terminal/colours';
import { formatTable } from '../terminal/columns';
import { createCounter } from '../terminal/counter';
import { currentTime, programName, type Shell } from '../terminal/shell';

interface ListOptions extends PageOptions, FilterOptions {}

const moreHelp = (shell: Shell) => `
The server has no search: the command reads the list page by page and keeps the stories that match every option. --limit counts
matches. With --since it stops at the first older story. --text looks for each word in id, headline, summary, section, tags and
authors, not in the body.

Examples:
  ${programName(shell)} list --limit 100
  ${programName(shell)} list --status scheduled
  ${programName(shell)} list --section Local --tag Rivers --since 2026-11-01
  ${programName(shell)} list --text "river peaks" --since 7d
`;

/** `list`: all stories, or those that match. */
export function addListCommand(program: Command, shell: Shell): void {
  addPageOptions(program.command('list'))
    .description('lists all stories, newest first: published, scheduled and withdrawn')
    .addOption(new Option('--status <status>', 'only stories of this status').choices(STATUS_OPTIONS))
    .option('--section <name>', 'only stories of this section, in any spelling')
    .option('--tag <name>', 'only stories with this tag, in any spelling')
    .option('--since <time>', 'only stories published since a day or time (UTC), or since so long ago: 7d')
    .option('--text <words>', 'only stories with all these words')
    .addHelpText('after', moreHelp(shell))
    .action((options: ListOptions) => list(options, shell));
}

async function list(options: ListOptions, shell: Shell): Promise<void> {
  const filter = createFilter(options, currentTime(shell));
  const server = await newsroomEndpoint(options, shell);
  const counter = createCounter(shell);
  const onProgress = (read: number, found: number) => counter.show(`${read} stories read, ${found} found`);
  const page = filter
    ? await searchStories(options, filter, { server, shell }, onProgress).finally(counter.end)
    : await listStories(options, { server, shell });
  const { stories, cursor } = page;
  if (options.json) return shell.out(`${JSON.stringify({ stories, cursor })}\n`);
  const head = ['ID', 'STATUS', 'PUBLICATION', 'HEADLINE'];
  const row = (story: Story) => [story.id, statusCell(story, shell), story.publishedAt, story.headline];
  const none = filter ? 'No story matches.\n' : 'There are no stories.\n';
  shell.out(stories.length === 0 ? none : formatTable(head, stories.map(row), shell));
  printNextPage(cursor, ['list', ...repeatOptions(options)].join(' '), shell);
}

/** The options of a filter as the user would type them again. */
const repeatOptions = ({ status, section, tag, since, text }: FilterOptions): string[] =>
  Object.entries({ status, section, tag, since, text }).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [`--${name} ${/^[\w:.+-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`}`],
  );

function statusCell({ status, breaking }: Story, shell: Shell): string {
  const paint = painter(shell);
  if (status !== 'published') return paint('yellow', breaking ? `${status}, breaking` : status);
  return breaking ? paint('red', 'breaking') : status;
}
