import type { Attachment } from '../feed-item';
import type { XmlElement } from './xml-element';

/** A whole number as feeds write it: `62,447,386`. */
export function numberIn(text: string | undefined): number | undefined {
  const digits = (text ?? '').trim().replace(/(?<=\d)[,\s](?=\d{3})/g, '');
  return /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
}

/** Seconds, or `hours:minutes:seconds`. */
export function secondsIn(text: string | undefined): number | undefined {
  const parts = (text ?? '').trim().split(':');
  if (parts.length > 3 || !parts.every((part) => /^\d{1,9}(?:\.\d{1,9})?$/.test(part))) return undefined;
  return parts.reduce((seconds, part) => seconds * 60 + Number(part), 0);
}

/** The files of an element in Media RSS and in iTunes's module. */
export function mediaAttachments(item: XmlElement): Attachment[] {
  const groups = [item, ...item.all('media:group')];
  const contents = groups.flatMap((group) => group.all('media:content').map((content) => ofContent(content, group)));
  const inContents = groups.flatMap((group) => group.all('media:content'));
  const pictures = [...groups, ...inContents].flatMap((one) => one.all('media:thumbnail'));
  const cover = item.first('itunes:image');
  return [
    ...contents,
    ...pictures.map((picture) => ({ url: addressIn(picture, 'url'), type: 'image/*' })),
    ...(cover ? [{ url: addressIn(cover, 'href') ?? cover.text.trim(), type: 'image/*' }] : []),
  ];
}

function ofContent(content: XmlElement, group: XmlElement): Attachment {
  const medium = content.attribute('medium');
  const text = (name: string) =>
    content.textOf(name) ?? (group.name === 'media:group' ? group.textOf(name) : undefined);
  return {
    url: addressIn(content, 'url'),
    type: content.attribute('type') ?? (medium && `${medium === 'document' ? 'application' : medium}/*`),
    length: numberIn(content.attribute('filesize')),
    duration: secondsIn(content.attribute('duration')),
    alt: text('media:description'),
    credit: text('media:credit'),
    width: numberIn(content.attribute('width')),
    height: numberIn(content.attribute('height')),
  };
}

/** The address in an attribute, by the `xml:base` around it. */
export function addressIn(element: XmlElement, attribute: string): string | undefined {
  const text = element.attribute(attribute)?.trim();
  if (text === undefined || text === '') return undefined;
  return element.resolve(text);
}

/** What podcasts say that a story has no place for. */
const PODCAST_FIELDS = 'season episode episodetype explicit transcript chapters person soundbite location value';

/** A note about the fields of a podcast episode that a story has no place for. */
export function podcastNotes(item: XmlElement): string[] {
  const present = PODCAST_FIELDS.split(' ').filter((name) =>
    item.first(`itunes:${name}`, `podcast:${name}`, `psc:${name}`),
  );
  return present.length > 0 ? [`podcast fields left out, because a story has none: ${present.join(', ')}`] : [];
}
