/** One post of a generated site, in the words of every generator. */
interface Post {
  readonly number: number;
  readonly slug: string;
  readonly title: string;
  /** `2015-03-09`. */
  readonly day: string;
  readonly isDraft: boolean;
}

/** A site as its generator keeps it. */
export interface GeneratedSite {
  /** By path. */
  readonly files: Readonly<Record<string, string>>;
  /** The path of a post's page. */
  pathOf(post: Post): string;
  /** Files besides the posts that a report names. */
  readonly others: number;
}

export const POSTS: readonly Post[] = Array.from({ length: 500 }, (_, number) => {
  const day = new Date(Date.UTC(2010, 0, 1) + number * 7 * 86_400_000).toISOString().slice(0, 10);
  return { number, slug: `post-${number}`, title: `Post ${number}: the "river"`, day, isDraft: number % 50 === 49 };
});

const [TEXT, TIME] = ['It rose **two metres**.[^1]\n\n- [x] done\n\n[^1]: A note.\n', '08:30:00'];
const yaml = ({ title, day, number }: Post, more = '') =>
  `---\ntitle: '${title}'\ndate: ${day} ${TIME}\ntags: [t${number % 9}, rivers]\n${more}---\n`;
const filesOf = (
  nameOf: (post: Post) => string,
  textOf: (post: Post) => string,
  others: Readonly<Record<string, string>>,
) => ({
  ...Object.fromEntries(POSTS.map((post) => [nameOf(post), textOf(post)])),
  ...others,
});
const dated = ({ day }: Post) => day.replaceAll('-', '/');

export const SITES: Readonly<Record<string, GeneratedSite>> = {
  Jekyll: {
    files: filesOf(
      ({ isDraft, day, slug }) => (isDraft ? `_drafts/${slug}.md` : `_posts/${day}-${slug}.md`),
      (post) =>
        `${yaml(post, 'layout: post\ncategories: news\n')}${TEXT}{% include youtube.html id="v${post.number}" %}\n`,
      {
        '_config.yml': 'title: x\n',
        'index.html': '---\nlayout: home\n---\n',
        'about.md': '---\ntitle: About\n---\nText.',
        'a.css': '',
      },
    ),
    pathOf: (post) => `/news/${dated(post)}/${post.slug}.html`,
    others: 2,
  },
  Hugo: {
    files: filesOf(
      ({ slug }) => `content/posts/${slug}.md`,
      ({ title, day, number, isDraft }) =>
        `+++\ntitle = '''${title}'''\ndate = ${day}T${TIME}Z\ndraft = ${isDraft}\ntags = ["t${number % 9}", "rivers"]\n+++\n${TEXT}{{< youtube v${number} >}}\n`,
      {
        'hugo.toml': 'baseURL = "https://old.example/"\n',
        'content/posts/_index.md': '---\ntitle: Posts\n---\n',
        'archetypes/default.md': '+++\n+++\n',
      },
    ),
    pathOf: ({ slug }) => `/posts/${slug}/`,
    others: 2,
  },
  Hexo: {
    files: filesOf(
      ({ isDraft, slug }) => `source/${isDraft ? '_drafts' : '_posts'}/${slug}.md`,
      (post) => `${yaml(post)}${TEXT}{% youtube v${post.number} %}\n`,
      {
        '_config.yml': 'new_post_name: :title.md\n',
        'source/about/index.md': '---\ntitle: About\n---\n',
        'scaffolds/post.md': '---\ntitle: {{ title }}\n---\n',
      },
    ),
    pathOf: (post) => `/${dated(post)}/${post.slug}/`,
    others: 2,
  },
  Eleventy: {
    files: filesOf(
      ({ slug }) => `posts/${slug}.md`,
      (post) => `${yaml(post, post.isDraft ? 'permalink: false\n' : '')}${TEXT}{{ title }}\n`,
      { 'eleventy.config.js': '', 'README.md': '# x', '_includes/base.njk': '' },
    ),
    pathOf: ({ slug }) => `/posts/${slug}/`,
    others: 1,
  },
  Astro: {
    files: filesOf(
      ({ slug, number }) => `src/content/blog/${slug}.${number % 2 ? 'mdx' : 'md'}`,
      ({ title, day, number, isDraft }) =>
        `---\ntitle: '${title}'\npubDate: '${day}T${TIME}Z'\ndraft: ${isDraft}\ntags: [t${number % 9}, rivers]\n---\n${number % 2 ? 'import X from "./x.astro"\n\n<X />\n\n' : ''}${TEXT}`,
      { 'astro.config.mjs': 'export default {}', 'README.md': '# x', 'src/pages/index.astro': '' },
    ),
    pathOf: ({ slug }) => `/blog/${slug}/`,
    others: 1,
  },
};
