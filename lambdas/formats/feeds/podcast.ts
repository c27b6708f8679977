import { Feed, type Item } from 'feed';
import type { FeedEntry } from '../../news/story/feed-entry';
import { type Addresses, addressesOf } from '../addresses';
import type { FeedDocument, Publication } from '../feed-document';
import { HeldText } from '../xml/text-placeholders';
import { escapeMarkup } from '../xml/xml-text';
import { enclosureOf } from './enclosure';
import { dateOfInstant, feedItem } from './feed-item';
import { type OnSkip, writeEach } from './write-each';

/**
 * The stories with audio, newest first, as a podcast: RSS 2.0 with the elements of Apple's "Podcast RSS feed
 * requirements". Skips and reports an entry without a media file.
 */
export function renderPodcast(publication: Publication, document: FeedDocument, onSkip?: OnSkip): string {
  const addresses = addressesOf(publication.url);
  const held = new HeldText();
  const podcast = new Feed({
    ...held.hold({
      title: publication.title,
      link: addresses.feedPage('audio'),
      description: publication.description || publication.title,
      language: publication.language,
      ttl: Math.max(1, Math.floor(publication.lifetime / 60)),
      updated: dateOfInstant(document.updated),
      feedLinks: { rss: addresses.podcast },
      docs: 'https://www.rssboard.org/rss-specification',
      generator: 'Bulletin',
    }),
    // Declares the namespaces.
    podcast: true,
  });
  const show = {
    'itunes:author': { _text: publication.title },
    'itunes:image': { _attributes: { href: addresses.podcastCover } },
    'itunes:category': { _attributes: { text: 'News' } },
    'itunes:explicit': { _text: 'false' },
    // Newest first, in no series.
    'itunes:type': { _text: 'episodic' },
  };
  for (const [name, objects] of Object.entries(held.hold(show))) podcast.addExtension({ name, objects });
  const write = (entry: FeedEntry) => episode(addresses, entry);
  for (const { duration, ...item } of writeEach(document.entries, write, onSkip)) {
    const extensions = duration === undefined ? [] : [{ name: 'itunes:duration', objects: { _text: duration } }];
    podcast.addItem({ ...held.hold(item), extensions });
  }
  return held.release(podcast.rss2());
}

/** An item and its duration in whole seconds. */
function episode(addresses: Addresses, entry: FeedEntry): Item & { duration: number | undefined } {
  const enclosure = enclosureOf({ audio: entry.audio });
  if (!enclosure) throw new TypeError('its sound has no address or no media type');
  const { content: _, ...item } = feedItem(addresses, entry);
  return {
    ...item,
    description: escapeMarkup(entry.summary || entry.headline),
    // RSS 2.0 <enclosure>: all three attributes are required. An unknown length is 0.
    enclosure: { ...enclosure, length: enclosure.length ?? 0 },
    duration: entry.audio?.duration === undefined ? undefined : Math.round(entry.audio.duration),
  };
}
