import { Feed } from 'feed';
import type { FeedStory } from '../../news/story/feed-entry';
import { type Addresses, addressesOf } from '../addresses';
import type { FeedDocument, Publication } from '../feed-document';
import { HeldText } from '../xml/text-placeholders';
import { escapeMarkup } from '../xml/xml-text';
import { enclosureOf } from './enclosure';
import { dateOfInstant, feedItem } from './feed-item';
import { type PieceFormat, type RenderedPieces, renderPieces } from './rendered-pieces';
import { channelLinks, extensions, type HeldItem, holdItem, renderChannel, renderItems } from './rss-items';
import { pictureOf } from './story-picture';
import type { OnSkip } from './write-each';

/**
 * The stories with audio, newest first, as a podcast: RSS 2.0 with the elements of Apple's "Podcast RSS feed
 * requirements". Skips and reports an entry without a media file.
 */
export function renderPodcast(
  publication: Publication,
  document: FeedDocument,
  onSkip?: OnSkip,
  pieces?: RenderedPieces,
): string {
  const addresses = addressesOf(publication.url);
  const held = new HeldText();
  const self = held.hold(addresses.podcast);
  const podcast = new Feed({
    ...held.hold({
      title: publication.title,
      link: addresses.feedPage('audio'),
      description: publication.description || publication.title,
      language: publication.language,
      copyright: publication.copyright,
      ttl: Math.max(1, Math.floor(publication.lifetime / 60)),
      updated: dateOfInstant(document.updated),
      docs: 'https://www.rssboard.org/rss-specification',
      generator: 'Bulletin',
    }),
    feedLinks: { rss: self },
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
  const links = channelLinks(held, self, [], publication.license);
  for (const extension of [...links, ...extensions(held.hold(show))]) podcast.addExtension(extension);
  const context = { url: publication.url, now: document.now };
  const stories = renderPieces(EPISODE, document.entries, context, onSkip, pieces);
  return renderChannel(podcast, held, stories, stories.length > 0);
}

const EPISODE: PieceFormat<FeedStory, HeldItem> = { name: 'podcast item', write: holdEpisode, render: renderItems };

function holdEpisode(addresses: Addresses, entry: FeedStory): HeldItem {
  const enclosure = enclosureOf({ audio: entry.audio });
  if (!enclosure) throw new TypeError('its sound has no address or no media type');
  const item = {
    ...feedItem(addresses, entry),
    description: escapeMarkup(entry.summary || entry.headline),
    // RSS 2.0 <enclosure>: all three attributes are required. An unknown length is 0.
    enclosure: { ...enclosure, length: enclosure.length ?? 0 },
  };
  const seconds = entry.audio?.duration === undefined ? undefined : Math.round(entry.audio.duration);
  const image = episodeImage(entry);
  return holdItem(item, {
    ...(seconds !== undefined && { 'itunes:duration': { _text: seconds } }),
    ...(image !== undefined && { 'itunes:image': { _attributes: { href: image } } }),
  });
}

/** Apple's "Podcast RSS feed requirements": artwork is JPEG or PNG, and its address ends like such a file. */
function episodeImage(entry: FeedStory): string | undefined {
  const { url, type = 'image/jpeg' } = pictureOf(entry) ?? {};
  const isArtwork = /^image\/(?:jpeg|png)$/.test(type) && /^[^?#]*\.(?:jpe?g|png)(?:[?#]|$)/i.test(url ?? '');
  return isArtwork ? url : undefined;
}
