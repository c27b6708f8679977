import { IMPORT_RULES } from '../../story-file/parsed-story';
import { readRelease } from '../../story-file/read-release';
import type { FeedItem } from '../feed-item';
import type { XmlElement } from './xml-element';

type Fields = Readonly<Record<string, unknown>>;

/** Fields that say whether an item may appear. No feed format has them, but programs add their own. */
const MARKS = (
  'draft is_draft status post_status visibility private hidden unlisted published is_published public is_public access ' +
  'members_only'
).split(' ');

const DRAFT = { kind: 'drafts', why: 'is a draft (app:draft): --include drafts takes it' };

/**
 * Why an item in XML is not public. RFC 5023 §13.1.1: a draft says `yes` and any other item `no`. Another word is unclear, and no
 * draft may appear. Any namespace will do: there are three.
 */
export function notPublicXml(item: XmlElement): FeedItem['skip'] {
  const drafts = [item, ...item.children.filter(({ name }) => /(?:^|:)control$/.test(name))].flatMap(({ children }) =>
    children.filter(({ name }) => /(?:^|:)draft$/.test(name)),
  );
  if (drafts.some(({ text }) => !/^(?:no|false|0)$/i.test(text.trim()))) return DRAFT;
  return notPublic(Object.fromEntries(MARKS.flatMap((name) => (item.textOf(name) ? [[name, item.textOf(name)]] : []))));
}

/** Why an item of JSON Feed is not public: its own fields and those of its extensions may say so. */
export const notPublicJson = (item: Fields): FeedItem['skip'] =>
  [item, ...Object.entries(item).flatMap(([name, value]) => (name.startsWith('_') ? [Object(value)] : []))]
    .map((fields) =>
      notPublic(Object.fromEntries(MARKS.flatMap((name) => (name in fields ? [[name, fields[name]]] : [])))),
    )
    .find((skip) => skip !== undefined);

function notPublic(fields: Fields): FeedItem['skip'] {
  let held: string | undefined;
  const log = {
    note() {},
    refuse([name]: readonly string[]) {
      held ??= name;
    },
  };
  const { draft, unclear, isPrivate } = readRelease(fields, IMPORT_RULES, log);
  const mark = draft ?? held ?? unclear;
  if (mark === undefined) return undefined;
  const says = `says "${mark}: ${String(fields[mark]).slice(0, 50)}"`;
  return isPrivate
    ? { kind: 'private posts', why: `is not for everyone, because it ${says}: --include private takes it` }
    : { kind: 'drafts', why: `is a draft, because it ${says}: --include drafts takes it` };
}
