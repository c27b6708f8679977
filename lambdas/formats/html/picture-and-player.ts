import type { Audio, Story } from '../../news/story/story';
import { pictureApart } from '../feeds/story-picture';
import { optionalWebAddress } from '../require-web-address';
import { html, joinLines, type Markup } from './markup';

/**
 * A story's image, unless its body shows it. Without `alt=""`, a screen reader would spell out the address of an image without a description. With width
 * and height, a browser keeps its place free until it comes.
 */
export function picture(story: Pick<Story, 'image' | 'body'>): Markup | undefined {
  const image = pictureApart(story);
  if (!image) return undefined;
  const { url, alt = '', credit, width, height } = image;
  const size = html`${width === undefined ? '' : html` width="${width}"`}${height === undefined ? '' : html` height="${height}"`}`;
  return html`<figure>
${joinLines(html`<img src="${url}" alt="${alt}"${size}>`, credit && html`<figcaption>${credit}</figcaption>`)}
</figure>`;
}

/** A story's audio player, or a line that there is no file to play. */
export function player({ url, duration }: Audio): Markup {
  const address = optionalWebAddress(url);
  const length =
    duration === undefined ? '' : html` (<time datetime="PT${duration}S">${clockDuration(duration)}</time>)`;
  if (address === undefined) return html`<p class="silent" lang="en">No media source currently available${length}</p>`;
  return html`<figure class="sound">
<figcaption lang="en">Listen to the story${length}</figcaption>
<audio controls preload="none" src="${address}" aria-label="Listen to the story" lang="en"></audio>
</figure>`;
}

/** `0:02:47` for 167 seconds. */
function clockDuration(duration: number): string {
  const seconds = Math.round(duration);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  return [Math.floor(seconds / 3600), ...parts].join(':');
}
