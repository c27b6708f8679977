import type { Element } from '../element';
import { ATOM_IN_CHANNEL, content, link, person, textConstruct } from './atom-parts';
import { anything, type Children, type ElementRule, mistake, repeatable, same, textOf } from './check-element';
import { CHANNEL_EXTENSIONS, DUBLIN_CORE, ITEM_EXTENSIONS, QUESTIONABLE } from './extensions';
import { MEDIA_ANYWHERE, MEDIA_ITEM } from './media';
import type { Mistake, MistakeKind } from './mistakes';
import { PODCAST_CHANNEL, PODCAST_ITEM } from './podcast';
import {
  anyValue,
  emailWithName,
  languageTag,
  mediaType,
  oneOf,
  rfc822Date,
  rfc3339Date,
  type ValueCheck,
  webUri,
  wholeNumber,
  wholeUri,
} from './values';

const anyText = textOf(anyValue);
const webLink = textOf(wholeUri);

/** RSS 2.0: a guid is a permalink unless isPermaLink is false. A tag: or a UUID leads nowhere. */
function checkGuid(element: Element): Mistake[] {
  if (element.attribute('isPermaLink') === 'false') return [];
  const guid = element.ownText.trim();
  const isLink = wholeUri(guid) === undefined && !/^(?:tag|urn:uuid):/i.test(guid);
  const isMarked = ['', 'true'].includes(element.attribute('isPermaLink'));
  return isLink || !isMarked ? [] : [mistake('permalink', guid)];
}

const length: ValueCheck = wholeNumber(0, Number.POSITIVE_INFINITY, 'length');

const enclosure: ElementRule = {
  attributes: { url: webUri, length, type: mediaType },
  mustHave: 'url type',
  children: {},
  check: (element) =>
    element.attributeNames.includes('length') ? [] : [mistake('length', element.attribute('url') || 'enclosure')],
};

const category = repeatable(textOf(anyValue, { attributes: { domain: anyValue } }));

const ITEM: Children = {
  ...QUESTIONABLE,
  title: anyText,
  description: anyText,
  ...same('link comments', webLink),
  author: textOf(emailWithName),
  category,
  enclosure: repeatable(enclosure),
  guid: textOf(anyValue, { attributes: { isPermaLink: oneOf('true false') }, check: checkGuid }),
  pubDate: textOf(rfc822Date),
  source: textOf(anyValue, { attributes: { url: wholeUri }, mustHave: 'url' }),
  'content:encoded': anyText,
  'content:items': anything,
  'atom:author': person,
  'atom:contributor': repeatable(person),
  'atom:content': repeatable(content),
  'atom:id': textOf(wholeUri),
  'atom:link': repeatable(link),
  'atom:title': content,
  'atom:summary': textConstruct,
  ...same('atom:published atom:updated', textOf(rfc3339Date)),
  ...ITEM_EXTENSIONS,
  ...PODCAST_ITEM,
  ...MEDIA_ITEM,
};

/** The values of skipHours or skipDays, each once. */
const listOfValues = (child: string, check: ValueCheck, most: number): ElementRule => ({
  children: { [child]: repeatable(textOf(check)) },
  needs: child,
  check: (element) => {
    const values = element.all(child).map(({ text }) =>
      text
        .trim()
        .replace(/^0(?=\d)/, '')
        .replace(/^24$/, '0'),
    );
    const isRepeated = new Set(values).size < values.length || values.length > most;
    return isRepeated ? [mistake('repeatedValue', values.join(' '))] : [];
  },
});

const port: ValueCheck = wholeNumber(1);
const cloud: ElementRule = {
  attributes: { domain: anyValue, path: anyValue, registerProcedure: anyValue, protocol: anyValue, port },
  mustHave: 'domain path registerProcedure protocol port',
  children: {},
};

const MORE_OF_DUBLIN_CORE: Children = {
  ...DUBLIN_CORE,
  ...same('dc:creator dc:subject', repeatable(anyText)),
  'dc:date': anyText,
};

const image: ElementRule = {
  children: {
    ...QUESTIONABLE,
    ...same('title description', anyText),
    ...same('link url', webLink),
    width: textOf(wholeNumber(1, 144)),
    height: textOf(wholeNumber(1, 400)),
    ...MORE_OF_DUBLIN_CORE,
  },
  needs: 'title url link',
};

const formName: ValueCheck = (value): MistakeKind | undefined => (/^[a-z_[\]^`\\]/i.test(value) ? undefined : 'value');

const textInput: ElementRule = {
  children: {
    ...QUESTIONABLE,
    ...same('title description', anyText),
    link: webLink,
    name: textOf(formName),
    ...MORE_OF_DUBLIN_CORE,
  },
  needs: 'title link description name',
};

const CHANNEL: Children = {
  ...QUESTIONABLE,
  ...same('title description copyright generator', anyText),
  ...same('link docs', webLink),
  language: textOf(languageTag),
  ...same('managingEditor webMaster', textOf(emailWithName)),
  ...same('pubDate lastBuildDate', textOf(rfc822Date)),
  category,
  cloud,
  image,
  item: repeatable({
    children: ITEM,
    check: (element) =>
      element.has('title') || element.has('description') ? [] : [mistake('missing', 'title or description in item')],
  }),
  rating: repeatable(anyText),
  skipDays: listOfValues('day', oneOf('Monday Tuesday Wednesday Thursday Friday Saturday Sunday'), 7),
  skipHours: listOfValues('hour', wholeNumber(0, 24), 24),
  textInput,
  ttl: textOf(wholeNumber(1)),
  ...ATOM_IN_CHANNEL,
  ...CHANNEL_EXTENSIONS,
  ...PODCAST_CHANNEL,
  ...MEDIA_ANYWHERE,
};

/** RSS 2.0 (https://www.rssboard.org/rss-specification) with the extensions that readers know. */
export const RSS: ElementRule = {
  attributes: { version: oneOf('0.91 0.92 2.0', 'version') },
  mustHave: 'version',
  children: { channel: { children: CHANNEL, needs: 'title link description' } },
  needs: 'channel',
};
