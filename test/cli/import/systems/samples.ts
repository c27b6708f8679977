const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

/** The parts of an item of WordPress; each has the value of a public post unless it is given. */
export interface WordPressItem {
  readonly id?: number;
  readonly title?: string;
  readonly link?: string;
  readonly guid?: string;
  readonly text?: string;
  readonly excerpt?: string;
  readonly date?: string;
  readonly slug?: string;
  readonly status?: string;
  readonly type?: string;
  readonly password?: string;
  readonly creator?: string;
  readonly meta?: Readonly<Record<string, string>>;
  /** Further elements. */
  readonly more?: string;
}

/** An item as WordPress 6 writes it. */
export function wordPressItem({ id = 1, meta = {}, more = '', ...item }: WordPressItem = {}): string {
  const { title = `Post ${id}`, slug = `post-${id}`, status = 'publish', type = 'post', password = '' } = item;
  const { text = 'Text.', excerpt = '', date = '2024-02-05 09:00:00', creator = 'ann' } = item;
  const { link = `https://old.example/2024/${slug}/`, guid = `https://old.example/?p=${id}` } = item;
  const fields = Object.entries(meta).map(
    ([key, value]) =>
      `<wp:postmeta><wp:meta_key>${cdata(key)}</wp:meta_key><wp:meta_value>${cdata(value)}</wp:meta_value></wp:postmeta>`,
  );
  return `<item>
<title>${cdata(title)}</title><link>${link}</link><pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate>
<dc:creator>${cdata(creator)}</dc:creator><guid isPermaLink="false">${guid}</guid><description></description>
<content:encoded>${cdata(text)}</content:encoded><excerpt:encoded>${cdata(excerpt)}</excerpt:encoded>
<wp:post_id>${id}</wp:post_id><wp:post_date_gmt>${cdata(date)}</wp:post_date_gmt><wp:post_name>${cdata(slug)}</wp:post_name>
<wp:status>${cdata(status)}</wp:status><wp:post_type>${cdata(type)}</wp:post_type><wp:post_password>${cdata(password)}</wp:post_password>
${fields.join('\n')}${more}</item>`;
}

/** The begin of an export of WordPress. */
export const wxrHead = (version = '1.2'): string => `<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.4" created="2024-02-05 10:00" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old</title><link>https://old.example</link><language>en-US</language><wp:wxr_version>${version}</wp:wxr_version>
<wp:base_site_url>https://old.example</wp:base_site_url><wp:base_blog_url>https://old.example</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>${cdata('ann')}</wp:author_login><wp:author_email>${cdata('ann@old.example')}</wp:author_email><wp:author_display_name>${cdata('Ann Li')}</wp:author_display_name></wp:author>
`;
export const WXR_END = '</channel></rss>\n';

/** An export of WordPress. */
export const wxr = (...items: readonly (WordPressItem | string)[]): string =>
  wxrHead() + items.map((item) => (typeof item === 'string' ? item : wordPressItem(item))).join('\n') + WXR_END;

/** An entry of Blogger: `body` has its elements besides id, title and text. */
export const bloggerEntry = (id: string, body: string): string =>
  `<entry><id>tag:blogger.com,1999:blog-1.${id}</id><title type="text">Title ${id}</title><content type="html">&lt;p&gt;Text ${id}.&lt;/p&gt;</content>${body}</entry>`;

/** A kind of Blogger's old export. */
export const bloggerKind = (kind: string): string =>
  `<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#${kind}"/>`;

export const dates = (published: string, updated = published): string =>
  `<published>${published}</published><updated>${updated}</updated>`;

/** Blogger's old Atom file. */
export const bloggerArchive = (...entries: readonly string[]): string => `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://purl.org/atom/app#" xmlns:thr="http://purl.org/syndication/thread/1.0"><id>tag:blogger.com,1999:blog-1.archive</id><updated>2024-01-10T00:00:00Z</updated><title type="text">Old blog</title><author><name>Ann &amp; Ben</name><email>noreply@blogger.com</email></author>
${entries.join('\n')}</feed>`;

/** `feed.atom` of Google Takeout. */
export const bloggerTakeout = (...entries: readonly string[]): string => `<?xml version='1.0' encoding='utf-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'><id>tag:blogger.com,1999:blog-1</id><title>Old blog</title>
${entries.join('\n')}</feed>`;

/** A post of Ghost, with the fields of its export. */
export const ghostPost = (n: number, fields: Readonly<Record<string, unknown>> = {}) => ({
  ...{ id: `5f${String(n).padStart(22, '0')}`, title: `Post ${n}`, slug: `post-${n}`, html: `<p>Text ${n}.</p>` },
  ...{ status: 'published', type: 'post', visibility: 'public', published_at: '2024-02-05T09:00:00.000Z' },
  ...{ updated_at: '2024-02-06T09:00:00.000Z', custom_excerpt: null, feature_image: null, canonical_url: null },
  ...fields,
});

/** An export of Ghost. */
export const ghostExport = (posts: readonly object[], data: object = {}, version = '5.82.1'): string =>
  JSON.stringify({ db: [{ meta: { exported_on: 1_707_000_000_000, version }, data: { posts, ...data } }] });

/** A page of Medium's export. */
export const mediumPage = (id: string, title: string, date?: string): string => {
  const slug = title.toLowerCase().replaceAll(' ', '-');
  const when =
    date === undefined
      ? `<p><a href="https://medium.com/p/${id}">View original.</a></p>`
      : `<p>By <a href="https://medium.com/@ann" class="p-author h-card">Ann Li</a> on <a href="https://medium.com/p/${id}"><time class="dt-published" datetime="${date}">then</time></a>.</p><p><a href="https://medium.com/@ann/${slug}-${id}" class="p-canonical">Canonical link</a></p>`;
  return `<!DOCTYPE html><html><head><title>${title}</title><style>* { margin: 0 }</style></head><body><article class="h-entry">
<header><h1 class="p-name">${title}</h1></header>
<section data-field="subtitle" class="p-summary">A subtitle</section>
<section data-field="body" class="e-content"><section class="section"><div class="section-divider"><hr class="section-divider"></div><div class="section-content"><h3 class="graf graf--h3 graf--title">${title}</h3><h4 class="graf graf--h4 graf--subtitle">A subtitle</h4><p class="graf graf--p">Text of ${title}.</p></div></section></section>
<footer>${when}<p>Exported from <a href="https://medium.com">Medium</a> on then.</p></footer></article></body></html>`;
};
