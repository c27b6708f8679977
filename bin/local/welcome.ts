interface Welcome {
  /** `http://localhost:3000` */
  readonly local: string;
  /** The public address, which documents name. */
  readonly url: string;
  /** The token that was made; left out when the user brought one. */
  readonly token?: string;
}

/** What a newcomer needs to know once the server serves: the addresses worth opening, and how to upload. */
export function welcome({ local, url, token }: Welcome): string {
  const elsewhere = url === local ? '' : ` (documents say ${url})`;
  return `Bulletin serves at ${local}${elsewhere}. Ctrl-C ends it.

  Front page     ${local}/
  RSS            ${local}/rss.xml
  Atom           ${local}/atom.xml
  JSON Feed      ${local}/feed.json
  Breaking news  ${local}/breaking/rss.xml
  All feeds      ${local}/feeds
  API            ${local}/api/stories

To upload a story:

  curl ${local}/newsroom/stories \\
    -H "Authorization: Bearer ${token ?? '$BULLETIN_TOKEN'}" -H 'Content-Type: application/json' \\
    -d '{ "headline": "My first story", "body": "<p>It happened here.</p>" }'

or, from a file: npm run bulletin -- publish story.md

`;
}
