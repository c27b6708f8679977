import { NEWSROOM_ROUTES } from '../../lambdas/http/routes';
import type { Story } from '../../lambdas/news/story/story';

export type SeedStory = Pick<Story, 'id' | 'publishedAt' | 'breakingUntil'>;

interface Welcome {
  /** `http://localhost:3000` */
  readonly local: string;
  /** The public address, which documents name. */
  readonly url: string;
  /** The token that the server made; undefined if the user set BULLETIN_TOKEN. */
  readonly token?: string;
  /** The seed story while it breaks. */
  readonly seed?: SeedStory;
}

/** The start screen: the addresses to open, and how to publish. */
export function welcome({ local, url, token, seed }: Welcome): string {
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

  curl ${local}${NEWSROOM_ROUTES.stories.path} \\
    -H "Authorization: Bearer ${token ?? '$BULLETIN_TOKEN'}" -H 'Content-Type: application/json' \\
    -d '{ "headline": "My first story", "body": "<p>It happened here.</p>" }'

or from a file: npm run bulletin -- publish story.md
${seed ? seedNote(seed) : ''}
`;
}

/** Without it, a newcomer wonders why a story of years ago is breaking news. */
const seedNote = ({ id, publishedAt, breakingUntil }: SeedStory): string => `
The first story is of ${publishedAt.slice(0, 4)}. It is breaking news until ${breakingUntil ?? 'its flag is cleared'}. To clear the flag:

  npm run bulletin -- unbreak ${id}
`;
