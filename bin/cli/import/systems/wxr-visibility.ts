import type { XmlElement } from '../feed/xml-element';
import type { Includable } from '../import-source';
import { postMeta } from './wxr-index';

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
export function whyLeftOut(item: XmlElement, include: ReadonlySet<Includable>): LeftOut | undefined {
  const type = item.textOf('wp:post_type') ?? '';
  const status = item.textOf('wp:status') ?? '';
  if (type === 'page' && !include.has('pages'))
    return { kind: 'pages', why: `is a page, not a post: ${includeTakes('pages')}` };
  if (type !== 'post' && type !== 'page')
    return OTHER_TYPES[type] ?? { kind: `${type || 'nameless'} items`, why: `is of the type "${type}", not a post` };
  if (status === 'trash') return { kind: 'posts in the bin', why: 'is in the bin' };
  if (Object.hasOwn(DRAFTS, status))
    return include.has('drafts')
      ? undefined
      : { kind: 'drafts', why: `is ${DRAFTS[status]}: ${includeTakes('drafts')}` };
  if (!/^(?:publish|future|private)$/.test(status))
    return { kind: 'posts of another status', why: `has the status "${status}": only "publish" is public` };
  if (include.has('private')) return undefined;
  if (status === 'private') return { kind: 'private posts', why: `is private: ${includeTakes('private')}` };
  // White space is a password too.
  if ((item.first('wp:post_password')?.text ?? '') !== '')
    return { kind: 'password-protected posts', why: `has a password: ${includeTakes('private')}` };
  const members = membersOnly(item);
  return members === undefined
    ? undefined
    : { kind: 'posts for members', why: `has a part for members (${members}): ${includeTakes('private')}` };
}

/** Blocks with text that only subscribers or members see. */
const MEMBER_BLOCK =
  /<!--\s+wp:(jetpack\/paywall|premium-content\/[\w-]+|[\w-]*(?:member|restrict)[\w-]*\/[\w-]+|[\w-]+\/[\w-]*(?:member|restrict)[\w-]*)/i;

/** Shortcodes of membership plugins. Text that one encloses may be hidden from visitors. */
const MEMBER_SHORTCODE =
  /\[([\w-]*(?:member|restrict|private|protect|premium|paid|paywall|subscri|logged|login|hidden|hide|secret|locked|s2if|access|visitor)[\w-]*|(?:wlm|mepr|pmpro|rcp|um|swpm|ihc)[_-][\w-]+)(?=[\s\]])/gi;

/** Custom fields of membership plugins, with the value of a post that everybody may read. */
const MEMBER_FIELDS: Readonly<Record<string, RegExp>> = {
  _jetpack_newsletter_access: /^(?:everybody)?$/,
  _members_access_role: /^$/,
  rcp_user_level: /^(?:none|all)?$/i,
  rcp_access_level: /^(?:none|0)?$/i,
  rcp_subscription_level: /^(?:any|all)?$/i,
  um_content_restriction: /^(?![\s\S]*"_um_accessible";(?:s:1:"|i:)2)/,
};

/** The part of a post that is not for each visitor; undefined if there is none. */
function membersOnly(item: XmlElement): string | undefined {
  const meta = postMeta(item);
  const field = Object.keys(MEMBER_FIELDS).find((key) => !MEMBER_FIELDS[key]?.test(meta.get(key) ?? ''));
  if (field !== undefined) return `the field ${field}`;
  const html = item.textOf('content:encoded') ?? '';
  const block = MEMBER_BLOCK.exec(html)?.[1];
  if (block !== undefined) return `the block ${block}`;
  const names = [...html.matchAll(MEMBER_SHORTCODE)].map(([, name = '']) => name);
  const enclosing = names.find((name) => html.includes(`[/${name}]`));
  return enclosing === undefined ? undefined : `the shortcode ${enclosing}`;
}
