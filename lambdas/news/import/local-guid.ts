import type { Story } from '../story/story';
import { sha256 } from '../values/sha256';
import { urlIn } from '../values/uri';

/** Fields that tell a story from one of another publisher. */
export type StoryEvidence = Pick<Story, 'headline' | 'canonicalUrl' | 'audio' | 'image'> &
  Partial<Pick<Story, 'publishedAt'>>;

interface Candidate {
  readonly guid: string;
  readonly evidence: StoryEvidence;
}

const UUID = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/i;

/**
 * Whether no other publisher can have a guid: it has an address with a host, a tag URI (RFC 4151), a UUID or a hash. Others,
 * such as `1` or `post-7`, belong to their feed.
 */
export const isGloballyUnique = (guid: string): boolean =>
  /^[a-z][a-z\d+.-]*:\/\/[^/\s]+\.[^/\s]|^(?:tag|urn):[^:\s]+:\S|[\da-f]{32}/i.test(guid) || UUID.test(guid);

/** Whether a stored story is a copy of a story with its guid, which may belong to another feed. */
export function isCopyOf(stored: StoryEvidence, { evidence }: Candidate): boolean {
  const { canonicalUrl, audio, publishedAt, headline } = evidence;
  const isSame = (one: unknown, other: unknown) => one !== undefined && one === other;
  if (isSame(canonicalUrl, stored.canonicalUrl) || isSame(audio?.url, stored.audio?.url)) return true;
  const isSameDate = publishedAt === undefined ? headline === stored.headline : publishedAt === stored.publishedAt;
  return isSameDate && (headline === stored.headline || !haveOtherHosts(stored, evidence));
}

/** Whether the addresses of two stories are on different hosts. False if one has none. */
function haveOtherHosts(one: StoryEvidence, other: StoryEvidence): boolean {
  const [hosts, others] = [hostsOf(one), hostsOf(other)];
  return hosts.length > 0 && others.length > 0 && !hosts.some((host) => others.includes(host));
}

const hostsOf = ({ canonicalUrl, audio, image }: StoryEvidence): string[] =>
  [canonicalUrl, audio?.url, image?.url].flatMap((address) =>
    address === undefined ? [] : (urlIn(address)?.host ?? []),
  );

/** The guid of a story whose own one another publisher has: a hash of it with the publisher and the date. */
export function guidOfPublisher({ guid, evidence }: Candidate): string {
  const { publishedAt = '', headline } = evidence;
  const [host = ''] = hostsOf(evidence);
  return `urn:sha256:${sha256([guid, host, publishedAt || headline].join('\n'))}`;
}
