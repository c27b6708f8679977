import { ADDRESS, current, type Story } from '../newsroom/newsroom';

/** How many stories a page flags as breaking, each on its own. */
export const flagsIn = (html: string): number => html.match(/<p class="breaking"/g)?.length ?? 0;

/** The stories that a page shows, in their order, and how many of them are flagged. */
export const teasersIn = (html: string): { flags: number; stories: string[] } => ({
  flags: flagsIn(html),
  stories: [...html.matchAll(/<h3><a href="([^"]*)">([^<]*)</g)].map(([, href, headline]) => `${href} ${headline}`),
});

/** A story as `teasersIn` finds it. */
export const teaser = (story: Story): string => `${ADDRESS}/stories/${story.id} ${current(story).headline}`;

/** The RSS addresses that the page of feeds lists. */
export const feedsIn = (html: string): string[] =>
  [...html.matchAll(/<li>.*?<a href="([^"]*\/rss\.xml)"/g)].map(([, href]) => String(href)).sort();
