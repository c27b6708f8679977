/** The story in each of the feeds below. */
export const EXPECTED = {
  guid: 'https://old.example/?p=7',
  headline: 'Rivers & rain',
  body: '<p>It <em>rained</em>.</p>',
  publishedAt: '2019-03-04T05:06:07Z',
  author: 'Ann Li',
  tag: 'Weather',
  link: 'https://old.example/rivers',
};

const HTML = '&lt;p&gt;It &lt;em&gt;rained&lt;/em&gt;.&lt;/p&gt;';

/** One story, as common publishing programs write it. */
export const DIALECTS: Readonly<Record<string, string>> = {
  'wordpress.xml': `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
    xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
    <channel><title>Old</title><link>https://old.example</link><description></description><language>en-US</language>
    <generator>https://wordpress.org/?v=6.1</generator><item><title>Rivers &#038; rain</title><link>https://old.example/rivers</link>
    <dc:creator><![CDATA[Ann Li]]></dc:creator><pubDate>Mon, 04 Mar 2019 05:06:07 +0000</pubDate><category><![CDATA[Weather]]></category>
    <guid isPermaLink="false">https://old.example/?p=7</guid><description><![CDATA[It rained. [&#8230;]]]></description>
    <content:encoded><![CDATA[<p>It <em>rained</em>.</p>]]></content:encoded><slash:comments>0</slash:comments></item></channel></rss>`,
  'rss-0.91.xml': `<rss version="0.91"><channel><title>Old</title><link>https://old.example</link><description>d</description>
    <item><title>Rivers &amp; rain</title><link>https://old.example/rivers</link><guid>https://old.example/?p=7</guid><description>${HTML}</description>
    <author>ann@old.example (Ann Li)</author><category>Weather</category><pubDate>Mon, 4 Mar 19 00:06:07 EST</pubDate></item></channel></rss>`,
  'rdf.xml': `<?xml version="1.0" encoding="ISO-8859-1"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://old.example/"><title>Old</title><link>https://old.example/</link></channel>
    <item rdf:about="https://old.example/?p=7"><title>Rivers &amp; rain</title><link>https://old.example/rivers</link><description>${HTML}</description>
    <dc:creator>Ann Li</dc:creator><dc:subject>Weather</dc:subject><dc:date>2019-03-04T06:06:07+01:00</dc:date></item></rdf:RDF>`,
  'blogger.atom': `<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet href="http://www.blogger.com/styles/atom.css" type="text/css"?>
    <feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0'><id>tag:blogger.com,1999:blog-1</id><updated>2020-01-01T00:00:00.000Z</updated>
    <title type='text'>Old</title><entry><id>https://old.example/?p=7</id><published>2019-03-03T21:06:07.000-08:00</published><updated>2019-03-05T00:00:00.000Z</updated>
    <category scheme='http://www.blogger.com/atom/ns#' term='Weather'/><title type='text'>Rivers &amp; rain</title><content type='html'>${HTML}</content>
    <link rel='replies' href='https://old.example/comments'/><link rel='alternate' type='text/html' href='https://old.example/rivers'/>
    <author><name>Ann Li</name><uri>https://old.example/ann</uri></author></entry></feed>`,
  'xhtml.atom': `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://old.example/x/" xml:lang="en"><id>urn:x</id><title>Old</title><updated>2020-01-01T00:00:00Z</updated>
    <author><name>Ann Li</name></author><entry><id>https://old.example/?p=7</id><title type="html">Rivers &amp;amp; rain</title><link href="../rivers"/>
    <published>2019-03-04T05:06:07Z</published><updated>2019-03-04T05:06:07Z</updated><category term="w" label="Weather"/>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It <em>rained</em>.</p></div></content></entry></feed>`,
  'feed.json': JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Old',
    items: [
      {
        ...{
          id: EXPECTED.guid,
          url: EXPECTED.link,
          title: EXPECTED.headline,
          content_html: EXPECTED.body,
          date_published: '2019-03-04T05:06:07.000Z',
        },
        ...{ authors: [{ name: 'Ann Li' }], tags: ['Weather'] },
      },
    ],
  }),
  'jsonfeed-1.json': JSON.stringify({
    version: 'https://jsonfeed.org/version/1',
    title: 'Old',
    author: { name: 'Ann Li' },
    items: [
      {
        ...{ id: EXPECTED.guid, url: EXPECTED.link, title: EXPECTED.headline, content_html: EXPECTED.body },
        ...{ date_published: '2019-03-04T00:06:07-05:00', tags: ['Weather'] },
      },
    ],
  }),
  'podcast.xml': `<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Old</title><link>https://old.example</link>
    <description>d</description><item><title>Rivers &amp; rain</title><itunes:author>Ann Li</itunes:author><link>https://old.example/rivers</link>
    <guid>https://old.example/?p=7</guid><category>Weather</category><pubDate>Mon, 04 Mar 2019 05:06:07 GMT</pubDate><description>${HTML}</description>
    <enclosure url="https://old.example/7.mp3" length="1234" type="audio/mpeg"/><itunes:duration>0:02:03</itunes:duration></item></channel></rss>`,
};
