import { escapeMarkup } from '../../../../lambdas/formats/xml/xml-text';
import { type Arguments, guard, type TemplateContext } from './template-context';

/** The one meaning of a shortcode, tag or component: Markdown or HTML. Undefined where its arguments lack the needed one. */
type Meaning = (args: Arguments, context: TemplateContext) => string | undefined;

const first = ({ named, positional }: Arguments, ...names: string[]): string | undefined =>
  [...names.map((name) => named[name]), positional[0]]
    .find((value) => value !== undefined && value.trim() !== '')
    ?.trim();

const link = (address: string, title = address): string =>
  `<a href="${escapeMarkup(address)}">${escapeMarkup(title)}</a>`;

/** A link to the page of something that a program embeds by its id. An address counts as it is. */
const page =
  (site: string, ...names: string[]): Meaning =>
  (args) => {
    const id = first(args, 'id', 'videoid', 'video', 'src', 'url', ...names);
    if (id === undefined) return undefined;
    const address = /^(?:https?:)?\/\//.test(id) ? id.replace(/^\/\//, 'https://') : site + id;
    return link(
      address.replace(/^(https:\/\/(?:www\.)?youtube)(?:-nocookie)?\.com\/embed\//, '$1.com/watch?v='),
      args.named.title,
    );
  };

const tweet: Meaning = ({ named, positional }) => {
  const [user, id] = positional.length > 1 ? positional : [named.user, named.id ?? named.tweetid ?? positional[0]];
  if (id === undefined) return undefined;
  return link(/^https?:/.test(id) ? id : `https://twitter.com/${user ?? 'i'}/status/${id}`);
};

const gist: Meaning = ({ named, positional }) => {
  const [user, id] = positional.length > 1 ? positional : [named.user, named.id ?? positional[0]];
  if (id === undefined) return undefined;
  return link(/^https?:/.test(id) ? id : `https://gist.github.com/${user === undefined ? '' : `${user}/`}${id}`);
};

const figure: Meaning = (args) => {
  const { named } = args;
  const src = first(args, 'src', 'url', 'path', 'image_path', 'file', 'image');
  if (src === undefined) return undefined;
  const caption = named.caption ?? named.title ?? '';
  const picture = `<img src="${escapeMarkup(src)}" alt="${escapeMarkup(named.alt ?? '')}">`;
  const linked = named.link ?? named.href;
  const inside = linked === undefined ? picture : `<a href="${escapeMarkup(linked)}">${picture}</a>`;
  const by = [caption, named.attr ?? ''].filter((text) => text !== '').join(' ');
  return `\n\n<figure>${inside}${by === '' ? '' : `<figcaption>${escapeMarkup(by)}</figcaption>`}</figure>\n\n`;
};

/** Hexo: `{% img [class] /a.png [width height] ["title" "alt"] %}`. */
const hexoImage: Meaning = (args, context) => {
  if (args.named.src !== undefined) return figure(args, context);
  const at = args.positional.findIndex((one) => /[/.]/.test(one));
  const src = args.positional[at];
  const texts = args.positional.slice(at + 1).filter((one) => !/^\d+$/.test(one));
  const [title = '', alt = title] = texts
    .flatMap((one) => one.split(/["']\s+["']/))
    .map((one) => one.replace(/^["']|["']$/g, ''));
  return src === undefined ? undefined : `<img src="${escapeMarkup(src)}" alt="${escapeMarkup(alt)}">`;
};

/** The address of another file. An address that nobody knows leads nowhere, and the server takes it away. */
const reference: Meaning = (args, context) => {
  const name = first(args, 'path');
  if (name === undefined) return undefined;
  const [path = '', fragment] = name.split('#');
  const address = path === '' ? '' : context.linkTo(path);
  if (address === undefined) {
    context.removed(`link to ${path}`);
    return '#';
  }
  return fragment === undefined ? address : `${address}#${fragment}`;
};

/** Hexo: `{% post_link slug "Title" %}`, and `{% link Title https://… %}`; Jekyll: `{% link _posts/a.md %}`. */
const titledReference: Meaning = (args, context) => {
  const at = args.positional.findIndex((one) => /^https?:\/\//.test(one));
  if (at > 0) return link(args.positional[at] ?? '', args.positional.slice(0, at).join(' '));
  const address = reference(args, context);
  const title = args.positional.slice(1).join(' ') || args.positional[0];
  return address === undefined ? undefined : link(address, title);
};

const jekyllLink: Meaning = (args, context) => {
  if (args.positional.length > 1) return titledReference(args, context);
  const name = args.text;
  // A file that is no story keeps its path.
  return (
    context.linkTo(name) ?? (/\.(?:md|markdown)$/.test(name) ? reference(args, context) : `/${name.replace(/^\//, '')}`)
  );
};

const youtube = page('https://www.youtube.com/watch?v=', 'v');
const vimeo = page('https://vimeo.com/');

/** By the name in lower case, without hyphens and underscores. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  ...{
    youtube,
    yt: youtube,
    youtubelite: youtube,
    liteyoutube: youtube,
    youtubeembed: youtube,
    liteyoutubeembed: youtube,
  },
  ...{ vimeo, vimeosimple: vimeo, vimeoembed: vimeo },
  ...{
    tweet,
    twitter: tweet,
    x: tweet,
    xsimple: tweet,
    twittersimple: tweet,
    tweetembed: tweet,
    twittertweetembed: tweet,
  },
  instagram: page('https://www.instagram.com/p/'),
  instagramsimple: page('https://www.instagram.com/p/'),
  jsfiddle: page('https://jsfiddle.net/'),
  gist,
  ...{ figure, image: figure, picture: figure },
  img: hexoImage,
  assetimg: hexoImage,
  ...{ ref: reference, relref: reference, posturl: reference, postpath: reference, assetpath: (args) => first(args) },
  ...{ link: jekyllLink, postlink: titledReference },
  assetlink: ({ positional: [address = '', ...title] }) => link(address, title.join(' ') || address),
};

/** Reads a shortcode, tag or component by its name. One that nobody knows is removed and counted. */
export function readShortcode(name: string, args: Arguments, context: TemplateContext): string {
  const plain = (name.split('/').at(-1) ?? '')
    .replace(/\.\w+$/, '')
    .toLowerCase()
    .replace(/[-_]/g, '');
  const meaning = Object.hasOwn(MEANINGS, plain) ? MEANINGS[plain]?.(args, context) : undefined;
  if (meaning === undefined) context.removed(name);
  return meaning === undefined ? '' : guard(meaning);
}

/** The name of a language in the arguments of a code block: `ruby linenos`, `lang:ruby`, `"ruby" "linenos=true"`. */
export const languageOf = ({ named, positional }: Arguments): string =>
  named.lang ?? positional.find((one) => /^[\w+#-]+$/.test(one)) ?? '';

/** A block of code whose text no reader touches. */
export function codeBlock(language: string, code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([marks]) => marks.length));
  const fence = '`'.repeat(longest + 1);
  return `\n${fence}${language}\n${guard(code.replace(/^[ \t]*\r?\n|\s+$/g, ''))}\n${fence}\n`;
}

/** A quotation with its source. */
export const quotation = (text: string, source: string): string =>
  `\n\n${`${text.trim()}${source === '' ? '' : `\n\n— ${source}`}`.replace(/^/gm, '> ')}\n\n`;
