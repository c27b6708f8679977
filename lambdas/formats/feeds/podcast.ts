import { Feed, type Item } from 'feed';
import type { FeedEntry } from '../../news/story/feed-entry';
import type { FeedDocument, Publication } from '../feed-document';
import { HeldText } from '../xml/held-text';
import { escapeMarkup } from '../xml/xml-text';
import { type OnSkip, writeEach } from './bad-story';
import { enclosureOf } from './enclosure';
import { feedDate, feedItem } from './feed-item';

/** Where the podcast and its cover are, from the root. */
export const PODCAST_PATH = '/podcast.xml';
export const COVER_PATH = '/podcast-cover.png';

/**
 * The stories to listen to, newest first, as a podcast: RSS 2.0 with what Apple asks of a show and its episodes
 * ("Podcast RSS feed requirements"). An entry without sound is left out, and `onSkip` told.
 */
export function renderPodcast(publication: Publication, document: FeedDocument, onSkip?: OnSkip): string {
  const held = new HeldText();
  const podcast = new Feed({
    ...held.hold({
      title: publication.title,
      link: `${publication.url}/audio`,
      description: publication.description || publication.title,
      language: publication.language,
      ttl: Math.max(1, Math.floor(publication.lifetime / 60)),
      updated: feedDate(document.updated),
      feedLinks: { rss: publication.url + PODCAST_PATH },
      docs: 'https://www.rssboard.org/rss-specification',
      generator: 'Bulletin',
    }),
    // Declares the namespaces.
    podcast: true,
  });
  const show = {
    'itunes:author': { _text: publication.title },
    'itunes:image': { _attributes: { href: publication.url + COVER_PATH } },
    'itunes:category': { _attributes: { text: 'News' } },
    'itunes:explicit': { _text: 'false' },
    // Newest first, each episode for itself.
    'itunes:type': { _text: 'episodic' },
  };
  for (const [name, objects] of Object.entries(held.hold(show))) podcast.addExtension({ name, objects });
  const write = (entry: FeedEntry) => episode(publication, entry);
  for (const { duration, ...item } of writeEach(document.entries, write, onSkip)) {
    const extensions = duration === undefined ? [] : [{ name: 'itunes:duration', objects: { _text: duration } }];
    podcast.addItem({ ...held.hold(item), extensions });
  }
  return held.release(podcast.rss2());
}

/** An episode; its duration is in whole seconds. */
function episode(publication: Publication, entry: FeedEntry): Item & { duration: number | undefined } {
  const enclosure = enclosureOf({ ...(entry.audio && { audio: entry.audio }) });
  if (!enclosure) throw new TypeError('its sound has no address or no media type');
  const { content: _, ...item } = feedItem(publication, entry);
  return {
    ...item,
    description: escapeMarkup(entry.summary || entry.headline),
    // Three attributes, all required; a length that is unknown is 0.
    enclosure: { ...enclosure, length: enclosure.length ?? 0 },
    duration: entry.audio?.duration === undefined ? undefined : Math.round(entry.audio.duration),
  };
}
