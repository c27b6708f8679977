import { escapeMarkup } from '../../../../lambdas/formats/xml/xml-text';
import { replaceEnclosed } from './replace-enclosed';
import type { WordPressFile } from './wxr-index';

/** A shortcode in a text: its attributes by name, those without a name by number, and the text that it encloses. */
export interface Shortcode {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly inside: string;
}

/** How a post finds its pictures. */
export interface ShortcodeContext {
  /** The file of an attachment id. */
  fileOf(id: string): WordPressFile | undefined;
  /** The attachments of this post. */
  readonly ownFiles: readonly string[];
  readonly notes: string[];
}

/** The begin of an element in which brackets are no shortcodes. */
const VERBATIM = /<(pre|code|script|style|textarea)\b[^<>]*>/gi;

/** XML cannot hold this character, so that no text has it. */
const MARK = '\u0000';
const MARKED = new RegExp(`${MARK}(\\d+)${MARK}`, 'g');

/** Syntax highlighters, whose text is a program. */
const SOURCE_CODE = /\[(code|sourcecode|highlight)(?:\s[^\][]{0,200})?\]/g;

/** A shortcode as WordPress reads it: `[[name]]` is escaped, and an attribute may hold a bracket inside of quotes. */
const SHORTCODE =
  /\[(\[?)([a-z][\w-]{1,60})(?=[\s\]/=])((?:[^[\]"'<]|"[^"]{0,2000}"|'[^']{0,2000}'){0,2000}?)(\/?)\](\]?)/gi;

const KNOWN: Readonly<Record<string, (code: Shortcode, context: ShortcodeContext) => string>> = {
  caption: captioned,
  wp_caption: captioned,
  gallery,
  embed: ({ inside, attributes }) => linkTo(inside.trim() || attributes.get('src') || attributes.get('0')),
  youtube: videoAt((id) => `https://www.youtube.com/watch?v=${id}`),
  vimeo: videoAt((id) => `https://vimeo.com/${id}`),
  audio: (code) => player('audio', code, ['mp3', 'm4a', 'ogg', 'wav', 'wma', 'flac']),
  video: (code) => player('video', code, ['mp4', 'm4v', 'webm', 'ogv', 'wmv', 'flv']),
  wpvideo: ({ attributes }) => linkTo(`https://videopress.com/v/${attributes.get('0') ?? ''}`),
  tweet: ({ attributes, inside }) => linkTo(attributes.get('0') ?? inside),
};

/** Changes a text outside of the elements whose text stays to the letter. */
export function outsideVerbatim(html: string, change: (text: string) => string): string {
  const verbatim: string[] = [];
  const keep = (whole: string) => MARK + (verbatim.push(whole) - 1) + MARK;
  const marked = replaceEnclosed(html, VERBATIM, (name) => new RegExp(`</${name}\\s*>`, 'gi'), keep);
  return change(marked).replace(MARKED, (_, index) => verbatim[Number(index)] ?? '');
}

/**
 * Puts HTML in place of the shortcodes of WordPress. Others go, and their enclosed text stays; a note names each. A word in
 * brackets is a shortcode only if it has named attributes, an end, or a name with an underscore: `[sic]` stays.
 */
export function expandShortcodes(html: string, context: ShortcodeContext): string {
  const endOf = (name: string) => new RegExp(`\\[/${name}\\]`, 'g');
  const withCode = replaceEnclosed(html, SOURCE_CODE, endOf, (_, inside) => sourceCode(inside));
  return outsideVerbatim(withCode, (text) => expandAll(text, context));
}

/** From the end of the text: a shortcode may enclose others, which are then expanded already. */
function expandAll(text: string, context: ShortcodeContext): string {
  let result = text;
  const hasEnd = new Map<string, boolean>();
  for (const match of [...text.matchAll(SHORTCODE)].reverse()) {
    const [whole, open = '', name = '', attributeText = '', slash = '', close = ''] = match;
    const end = match.index + whole.length;
    if (open !== '' && close !== '') {
      result = result.slice(0, match.index) + whole.slice(1, -1) + result.slice(end);
      continue;
    }
    const [from, to] = [match.index + open.length, end - close.length];
    const endTag = `[/${name}]`;
    if (!hasEnd.has(name)) hasEnd.set(name, text.includes(endTag));
    const endAt = slash === '' && hasEnd.get(name) ? result.indexOf(endTag, to) : -1;
    const attributes = attributesIn(attributeText);
    const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
    const isNamed = [...attributes.keys()].some((key) => !/^\d+$/.test(key));
    if (!known && endAt < 0 && slash === '' && !isNamed && !name.includes('_')) continue;
    const inside = endAt < 0 ? '' : result.slice(to, endAt);
    if (!known) context.notes.push(`shortcode left out: ${name}`);
    const html = known ? known({ name, attributes, inside }, context) : inside;
    result = result.slice(0, from) + html + result.slice(endAt < 0 ? to : endAt + endTag.length);
  }
  return result;
}

function attributesIn(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  let position = 0;
  // `[youtube=https://…]` is an old form of WordPress.com.
  for (const [, name, double, single, bare, free] of text
    .replace(/^\s*=/, '')
    .matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))(?=\s|$)|(\S+)/g)) {
    if (name === undefined) attributes.set(String(position++), (free ?? '').replace(/^["']|["']$/g, ''));
    else attributes.set(name.toLowerCase(), double ?? single ?? bare ?? '');
  }
  return attributes;
}

/** `<img> words`, or with the words as an attribute as before WordPress 3.4. */
function captioned({ attributes, inside }: Shortcode): string {
  const [, picture = '', words = ''] =
    /^\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*<\/a>)?)([\s\S]*)$/i.exec(inside) ?? [];
  if (picture === '') return inside;
  const caption = words.trim() || attributes.get('caption') || '';
  return `<figure>${picture}${caption === '' ? '' : `<figcaption>${caption}</figcaption>`}</figure>`;
}

function gallery({ attributes }: Shortcode, { fileOf, ownFiles, notes }: ShortcodeContext): string {
  const ids = (attributes.get('ids') ?? attributes.get('include'))?.split(',').map((id) => id.trim()) ?? ownFiles;
  const figures = ids.map((id) => {
    const file = fileOf(id);
    if (!file) notes.push(`picture of a gallery left out, because the export lacks it: attachment ${id}`);
    return file ? figureOf(file) : '';
  });
  return `\n\n${figures.join('\n')}\n\n`;
}

/** A picture of the media library. */
export const figureOf = ({ url, alt, caption }: WordPressFile): string =>
  `<figure><img src="${escapeMarkup(url)}" alt="${escapeMarkup(alt)}">${caption === '' ? '' : `<figcaption>${caption}</figcaption>`}</figure>`;

/** The address of an embed as a link. */
export function linkTo(address = ''): string {
  const url = address.replaceAll('&amp;', '&').trim();
  return /^https?:\/\/\S+$/i.test(url) ? `\n\n<p><a href="${escapeMarkup(url)}">${escapeMarkup(url)}</a></p>\n\n` : '';
}

function videoAt(toAddress: (id: string) => string): (code: Shortcode) => string {
  return ({ attributes, inside }) => {
    const written = attributes.get('0') || attributes.get('id') || attributes.get('url') || inside.trim();
    return linkTo(/^[\w-]+$/.test(written) ? toAddress(written) : written);
  };
}

function player(element: 'audio' | 'video', { attributes, inside }: Shortcode, types: readonly string[]): string {
  const names = ['src', ...types, '0'];
  const address = names.map((name) => attributes.get(name)).find(Boolean) ?? inside.trim();
  return address === '' ? '' : `\n\n<${element} controls src="${escapeMarkup(address)}"></${element}>\n\n`;
}

/** The plugin keeps the text raw, or escaped by the editor. */
function sourceCode(written: string): string {
  const text = written.replace(/^\r?\n|\r?\n$/g, '');
  return `\n\n<pre><code>${/&(?:lt|gt|amp);/.test(text) ? text : escapeMarkup(text)}</code></pre>\n\n`;
}
