import { createFolder } from './folder-harness';
import { POSTS, SITES } from './generated-sites';

let files: ReturnType<typeof createFolder>;

beforeEach(() => {
  files = createFolder();
});
afterEach(() => files.remove());

const published = POSTS.filter(({ isDraft }) => !isDraft);

test.each(Object.entries(SITES))(
  '500 posts of %s: counts, dates, headlines and addresses are right',
  async (_, site) => {
    for (const [name, text] of Object.entries(site.files)) files.write(name, text);
    const { stories, skipped } = await files.import({ base: 'https://old.example/' });
    expect(stories.map(({ value }) => [value.headline, value.publishedAt, value.canonicalUrl, value.tags])).toEqual(
      published.map((post) => [
        post.title,
        `${post.day}T08:30:00Z`,
        `https://old.example${site.pathOf(post)}`,
        expect.arrayContaining([`t${post.number % 9}`, 'rivers']),
      ]),
    );
    expect(skipped.filter(({ kind }) => kind === 'drafts')).toHaveLength(POSTS.length - published.length);
    expect(skipped.filter(({ kind }) => kind !== 'drafts')).toHaveLength(site.others);
    expect(skipped.filter(({ isFault }) => isFault)).toEqual([]);
    for (const { value } of stories) {
      expect(value.body).toContain('<strong>two metres</strong>.<sup><a href="#fn1" id="fnref1">[1]</a></sup>');
      expect(value.body).toContain('☑ done');
      expect(value.body).not.toMatch(/\{[{%]|<X/);
    }
  },
);
