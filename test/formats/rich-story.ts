import { formerUrlOf } from '../../lambdas/http/addresses/former-url';
import type { FeedStory } from '../../lambdas/news/story/feed-entry';
import { makeFeedStory } from '../../lambdas/news/story/make-excerpt';
import { readUpload } from '../../lambdas/news/upload/read-upload';
import { publication } from './sample';

/** The body of RICH_UPLOAD, in the manner of an editor of blocks. */
const BODY = `<!-- wp:paragraph --><p class="lead">The river passed the bridge at noon.<sup class="fn"><a href="#fn1" id="ref1">1</a></sup>
<strong>洪水</strong> reached the market.<sup class="fn"><a href="#fn2" id="ref2">2</a></sup></p><!-- /wp:paragraph -->
<h2 class="wp-block-heading">What the cameras saw</h2>
<figure class="wp-block-image"><img decoding="async" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="https://media.example/bridge.png" alt="Water over a bridge" width="1200" height="800"><noscript><img src="https://media.example/bridge.png" alt="Water over a bridge"></noscript><figcaption>The bridge at noon. <cite>AP</cite></figcaption></figure>
<figure class="wp-block-audio"><audio controls src="https://media.example/siren.mp3"></audio><figcaption>The sirens at eleven</figcaption></figure>
<figure class="wp-block-embed"><div class="wp-block-embed__wrapper"><iframe title="The flood from the air" src="https://www.youtube.com/embed/dQw4w9WgXcQ?feature=oembed" width="500" height="281" allowfullscreen></iframe></div><figcaption>Film: Harbour TV</figcaption></figure>
<h2 class="wp-block-heading">Levels</h2>
<figure class="wp-block-table"><table class="has-fixed-layout"><thead><tr><th>Station</th><th>Six in the morning</th><th>Noon on Sunday</th><th>Highest ever measured</th><th>Forecast for Monday evening</th></tr></thead><tbody><tr><td>Donaudampfschifffahrt</td><td>4.1 m</td><td>5.2 m</td><td>5.9 m (1954)</td><td>4.8 m</td></tr><tr><td>横浜</td><td>2.0 m</td><td>2.4 m</td><td>3.1 m (2019)</td><td>2.2 m</td></tr></tbody></table></figure>
<h2 class="wp-block-heading">What is done</h2>
<ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" checked disabled> Close the bridge</li><li class="task-list-item"><input type="checkbox" disabled> Open the second lock</li></ul>
<hr class="wp-block-separator">
<ol class="footnotes"><li id="fn1">By the gauge of the port. <a href="#ref1" aria-label="Back to the text">↩︎</a></li><li id="fn2">“Flood”, said the mayor. <a href="#ref2" aria-label="Back to the text">↩︎</a></li></ol>`;

/** An upload that has everything that one body holds, with names and a headline of three scripts. */
export const RICH_UPLOAD = {
  id: 'flood-at-the-bridge',
  headline: '洪水越过大桥：市场进水，两座桥关闭',
  body: BODY,
  section: 'World',
  tags: ['سوريا', 'Floods'],
  authors: [{ name: 'محمد أحمد' }, { name: 'فاطمة علي' }, { name: 'Ann Li' }],
  language: 'en',
  publishedAt: '2013-06-03T12:00:00Z',
  image: { url: 'https://media.example/market.png', type: 'image/png', alt: 'A market under water', credit: 'AP' },
  audio: { url: 'https://media.example/report.mp3', type: 'audio/mpeg', length: 2_671_000, duration: 167 },
};

/** The story that RICH_UPLOAD becomes, as feeds and pages have it, and the warnings of its upload. */
export function readRichStory(): { story: FeedStory; warnings: readonly string[] } {
  const read = readUpload(RICH_UPLOAD, {
    language: 'en',
    baseUrl: publication.url,
    formerUrlOf,
    now: '2013-06-03T12:00:00Z',
    breakingFor: 'PT4H',
  });
  if ('errors' in read) throw new Error(JSON.stringify(read.errors));
  const {
    id = '',
    publishedAt = '',
    headline,
    body,
    summary,
    section,
    tags,
    authors,
    language,
    image,
    audio,
  } = read.upload;
  const story = makeFeedStory({
    ...{ id, guid: 'urn:uuid:5d1c0a55-8a37-4f3e-9d59-0c8f6f1f2b10', revision: 1, publishedAt, updatedAt: publishedAt },
    ...{ headline, body, summary, section, tags, authors, language, image, audio },
  });
  return { story, warnings: read.warnings.map(({ detail }) => detail) };
}
