import type { Bulletin } from '../bulletin';
import { current, type Newsroom, newsroomJson, type Story } from '../newsroom/newsroom';
import { iso } from '../newsroom/time';
import { equal } from './equal';

/** Fails unless the newsroom side shows every story that there is, and the history of the last one edited. */
export async function compareNewsroom(bulletin: Bulletin, { stories, edits, now }: Newsroom): Promise<void> {
  const place = (story: Story) => `${iso(current(story).publishedAt)}#${story.id}`;
  const listed = [...stories]
    .sort((a, b) => (place(a) < place(b) ? 1 : -1))
    .map((story) => ({ ...newsroomJson(story, now), body: undefined }));
  equal("the newsroom's list", await walkList(bulletin, '/stories', 'stories', 40), listed);
  const lastEdited = stories.find((story) => current(story).editNumber === edits);
  if (!lastEdited) return;
  const { text, headers } = await bulletin.newsroom('GET', `/stories/${lastEdited.id}`);
  equal(`${lastEdited.id} in the newsroom`, JSON.parse(text), { story: newsroomJson(lastEdited, now) });
  equal(`ETag of ${lastEdited.id}`, headers.etag, `"${current(lastEdited).number}"`);
  await compareHistory(bulletin, lastEdited);
}

/** Every revision, who made it, when and why. */
async function compareHistory(bulletin: Bulletin, story: Story): Promise<void> {
  const expected = story.revisions.map((revision) => ({
    revision: revision.number,
    at: iso(revision.at),
    by: 'editor',
    reason: revision.reason,
    story: newsroomJson(story, revision.at, revision),
  }));
  const listed = expected.map((revision) => ({ ...revision, story: { ...revision.story, body: undefined } }));
  const path = `/stories/${story.id}/revisions`;
  equal(path, await walkList(bulletin, path, 'revisions', 3), listed.reverse());
  const { text } = await bulletin.newsroom('GET', `${path}/1`);
  equal(`${path}/1`, JSON.parse(text), { revision: expected[0] });
}

/** All that a list of the newsroom side has, from page to page. */
async function walkList(bulletin: Bulletin, path: string, name: string, limit: number): Promise<unknown[]> {
  const found: unknown[] = [];
  let before: string | null = null;
  do {
    const query: string = `limit=${limit}${before === null ? '' : `&before=${before}`}`;
    const { text } = await bulletin.newsroom('GET', `${path}?${query}`);
    const page: { [list: string]: unknown[] } & { cursor: string | null } = JSON.parse(text);
    found.push(...(page[name] ?? []));
    before = page.cursor;
  } while (before !== null);
  return found;
}
