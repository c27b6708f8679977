import { NEWSROOM_ROUTES } from '../../lambdas/http/routes';
import type { Story } from '../../lambdas/news/story/story';
import { SETTINGS } from './settings';

export type SeedStory = Pick<Story, 'id' | 'publishedAt' | 'breakingUntil'>;

interface Welcome {
  /** `http://localhost:3000` */
  readonly local: string;
  /** The public address, which documents name. */
  readonly url: string;
  /** The token that the server made; undefined if the user set BULLETIN_TOKEN. */
  readonly token?: string;
  /** The data folder; undefined where the server left no note in one, by which commands would find it. */
  readonly folder?: string;
  /** The command line as the user types it: `npx NAME`. */
  readonly command: string;
  /** The seed story while it breaks. */
  readonly seed?: SeedStory;
}

/** The start screen: the addresses to open, and how to publish. */
export function welcome(started: Welcome): string {
  const { local, url, token, seed } = started;
  const command = commandFor(started);
  const publicUrl = url === local ? '' : ` (documents name ${url})`;
  return `Bulletin serves at ${local}${publicUrl}. Ctrl-C stops it.

  Front page     ${local}/
  RSS            ${local}/rss.xml
  Atom           ${local}/atom.xml
  JSON Feed      ${local}/feed.json
  Breaking news  ${local}/breaking/rss.xml
  All feeds      ${local}/feeds
  API            ${local}/api/stories

To publish a story:

${token === undefined ? '' : `  export BULLETIN_TOKEN=${token}\n`}  curl ${local}${NEWSROOM_ROUTES.stories.path} \\
    -H "Authorization: Bearer $BULLETIN_TOKEN" -H 'Content-Type: application/json' \\
    -d '{ "headline": "My first story", "body": "<p>It happened here.</p>" }'

or from a file: ${command} publish story.md
${seed ? seedNote(seed, command) : ''}
`;
}

/** The command line, with the settings by which it finds this server. */
function commandFor({ local, token, folder, command }: Welcome): string {
  if (folder === undefined) return `BULLETIN_URL=${local} BULLETIN_TOKEN=${token ?? '$BULLETIN_TOKEN'} ${command}`;
  return folder === SETTINGS.BULLETIN_DATA.fallback ? command : `BULLETIN_DATA=${quoted(folder)} ${command}`;
}

/** A text as one word of a POSIX shell. */
const quoted = (text: string): string => (/^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** Without it, a newcomer wonders why a story of years ago is breaking news. */
const seedNote = ({ id, publishedAt, breakingUntil }: SeedStory, command: string): string => `
The first story is of ${publishedAt.slice(0, 4)}. It is breaking news until ${breakingUntil ?? 'its flag is cleared'}. To clear the flag:

  ${command} unbreak ${id}
`;
