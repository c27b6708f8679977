import type { XmlElement } from '../feed/xml-element';
import type { Includable } from '../import-source';

/** Why an item is left out. */
export interface LeftOut {
  readonly kind: string;
  readonly why: string;
}

/** Kinds of items that are no stories. Any other kind but `post` and `page` is named by its own name. */
const OTHER_TYPES: Readonly<Record<string, LeftOut>> = {
  attachment: { kind: 'attachments', why: 'is a file of the media library: posts that show it link to it' },
  nav_menu_item: { kind: 'menu entries', why: 'is an entry of a menu' },
  revision: { kind: 'older revisions', why: 'is an older revision of a post' },
};

const DRAFTS: Readonly<Record<string, string>> = {
  draft: 'a draft',
  pending: 'a draft that waits for its review',
  'auto-draft': 'a draft that nobody has saved',
};

/** The remedy for an item that the user may ask for. */
const includeTakes = (kind: Includable) => `--include ${kind} takes it`;

/**
 * Why an item of WordPress is no public story; undefined for one that is. Everything is left out unless WordPress shows it to
 * each visitor: a kind, a status or a condition that is unknown here may be private.
 */
export function whyLeftOut(
  item: XmlElement,
  include: ReadonlySet<Includable>,
  patternOf: (id: string) => string | undefined = () => undefined,
): LeftOut | undefined {
  const [type, status] = [onlyText(item, 'wp:post_type'), onlyText(item, 'wp:status')];
  if (type === 'page' && !include.has('pages'))
    return { kind: 'pages', why: `is a page, not a post: ${includeTakes('pages')}` };
  if (type !== 'post' && type !== 'page')
    return OTHER_TYPES[type] ?? { kind: `${type || 'nameless'} items`, why: `is of the type "${type}", not a post` };
  if (status === 'trash') return { kind: 'posts in the bin', why: 'is in the bin' };
  const isDraft = Object.hasOwn(DRAFTS, status);
  if (isDraft && !include.has('drafts'))
    return { kind: 'drafts', why: `is ${DRAFTS[status]}: ${includeTakes('drafts')}` };
  if (!isDraft && !/^(?:publish|future|private)$/.test(status))
    return { kind: 'posts of another status', why: `has the status "${status}": only "publish" is public` };
  if (include.has('private')) return undefined;
  if (status === 'private') return { kind: 'private posts', why: `is private: ${includeTakes('private')}` };
  // White space is a password too, and so is an element in its place.
  if (item.all('wp:post_password').some(({ children, text }) => text !== '' || children.length > 0))
    return { kind: 'password-protected posts', why: `has a password: ${includeTakes('private')}` };
  const members = membersOnly(item, patternOf);
  return members === undefined
    ? undefined
    : { kind: 'posts for members', why: `has a part for members (${members}): ${includeTakes('private')}` };
}

/** All different texts of the children with a name: two statuses are none that WordPress has. */
const onlyText = (item: XmlElement, name: string): string =>
  [...new Set(item.all(name).map((child) => child.text.trim()))].join(', ');

/** Words in the names of shortcodes whose text is for some visitors only. */
const MEMBER_WORD =
  'member|restrict|private|protect|premium|paid|paywall|subscri|logged|login|hidden|hide|secret|lock(?:er|ed)|s2if|access|visitor|passster|content-control';
/** Such words for blocks: forms to log in or to subscribe are blocks too. */
const BLOCK_WORD =
  'member|restrict|private|protect|premium-content|paywall|lock(?:er|ed)|passster|content-(?:control|gate)';

/** Blocks with text that only subscribers or members see. */
const MEMBER_BLOCK = new RegExp(
  `<!--\\s*wp:((?:rcp|pmpro|mepr|swpm|leaky-paywall)/[\\w-]+|[\\w-]*(?:${BLOCK_WORD})[\\w-]*/[\\w-]+|[\\w-]+/[\\w-]*(?:${BLOCK_WORD})[\\w-]*)`,
  'i',
);

/** WordPress 6.9 shows no visitor a block with `false`, and a plugin keeps its conditions there. */
const HIDDEN_BLOCK = /<!--\s*wp:[^\n]*?"(blockVisibility)"\s*:(?!\s*true)/;

/** Shortcodes of membership plugins. Text that one encloses may be hidden from visitors. */
const MEMBER_SHORTCODE = new RegExp(
  `\\[([\\w-]*(?:${MEMBER_WORD})[\\w-]*|(?:wlm|mepr|pmpro|rcp|um|swpm|ihc|arm|groups|ld|role|level|timed|show|viewable)[_-][\\w-]+|armif|lock|student|registered|viewable|schedule|role|capability)(?=[\\s\\]])`,
  'gi',
);

/** Custom fields of membership plugins, with the value of a post that everybody may read. */
const MEMBER_FIELDS: Readonly<Record<string, RegExp>> = {
  _jetpack_newsletter_access: /^(?:everybody)?$/,
  _members_access_role: /^$/,
  rcp_user_level: /^(?:none|all)?$/i,
  rcp_access_level: /^(?:none|0)?$/i,
  rcp_subscription_level: /^(?:any|all)?$/i,
  um_content_restriction: /^(?![\s\S]*"_um_accessible";(?:s:1:"|i:)2)/,
  _is_paid: /^(?:0|)$/,
  _wpmem_block: /^(?:0|)$/,
  'groups-read': /^$/,
  'groups-groups_read_post': /^$/,
  _issuem_leaky_paywall_visibility: /^(?:a:0:\{\})?$/,
  ihc_mb_who: /^$/,
  _visibility: /^(?:public|visible|0)?$/i,
};

/** Other custom fields that may hold a post back, by a value that says yes or names readers. */
const MEMBER_FIELD =
  /(?:^|[_-])(?:restrict(?:ed|ion)?|paywall(?:ed)?|private|protect(?:ed)?|members?[_-]only|membership|acl|paid[_-]only|subscribers?[_-]only|hide[_-]post|secret)(?:[_-]|$)/i;
const NO_MEMBERS = /^(?:|0|no|none|off|false|all|any|public|default|everyone|everybody|a:0:\{\})$/i;

/** The part of a post that is not for each visitor; undefined if there is none. */
function membersOnly(item: XmlElement, patternOf: (id: string) => string | undefined): string | undefined {
  const field = item
    .all('wp:postmeta')
    .map(fieldForMembers)
    .find((name) => name !== undefined);
  if (field !== undefined) return `the field ${field}`;
  const html = withPatterns(item.textsOf('content:encoded').join('\n'), patternOf);
  const block = MEMBER_BLOCK.exec(html)?.[1];
  if (block !== undefined) return `the block ${block}`;
  if (HIDDEN_BLOCK.test(html)) return 'a block that is hidden';
  const names = [...html.matchAll(MEMBER_SHORTCODE)].map(([, name = '']) => name);
  const enclosing = names.find((name) => new RegExp(`\\[/${name}\\s*\\]`).test(html));
  return enclosing === undefined ? undefined : `the shortcode ${enclosing}`;
}

/** The name of a custom field that holds a post back. A field may stand several times: each value counts. */
function fieldForMembers(meta: XmlElement): string | undefined {
  const [key, value] = [meta.textOf('wp:meta_key') ?? '', meta.textOf('wp:meta_value') ?? ''];
  const open = Object.hasOwn(MEMBER_FIELDS, key) ? MEMBER_FIELDS[key] : MEMBER_FIELD.test(key) ? NO_MEMBERS : undefined;
  return open === undefined || open.test(value) ? undefined : key;
}

/** Patterns may hold patterns, and one could hold itself. */
const MAX_PATTERN_DEPTH = 5;

/** A text with the texts of its synced patterns, which the post shows too. */
function withPatterns(html: string, patternOf: (id: string) => string | undefined, depth = 0): string {
  if (depth >= MAX_PATTERN_DEPTH) return html;
  const inner = [...html.matchAll(/<!--\s+wp:block\s+\{[^\n]*?"ref"\s*:\s*(\d+)/g)].flatMap(
    ([, id = '']) => patternOf(id) ?? [],
  );
  return [html, ...inner.map((text) => withPatterns(text, patternOf, depth + 1))].join('\n');
}
