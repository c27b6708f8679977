import type { Story } from '../news/story/story';
import { addWarning, type FieldError, type Warning } from '../news/upload/field';
import { type FormerUrl, isFromCanonicalUrl } from '../news/upload/read-former-urls';
import type { Upload } from '../news/upload/read-upload';
import { omitUndefined } from '../news/values/omit-undefined';
import type { PublishingContext } from './publishing-context';

/** A story without the former addresses that it cannot have, and the warnings of its edit. */
export interface SettledStory {
  readonly story: Story;
  readonly warnings: readonly Warning[];
}

type OwnerOf = (address: string) => string | undefined;

/**
 * Settles the former addresses of a story before it is stored: an address of another story is an error. One that comes from
 * `canonicalUrl` goes instead, with a warning: several items of an old feed may link to one page.
 */
export function settleFormerUrls(
  settled: SettledStory,
  given: readonly FormerUrl[],
  ownerOf: OwnerOf,
): SettledStory | { readonly errors: readonly FieldError[] } {
  const errors = takenUrls(settled, given, ownerOf)
    .filter((one) => !isFromCanonicalUrl(one))
    .map(({ pointer, owner }) => takenBy(pointer, owner));
  return errors.length > 0 ? { errors } : leaveOutTaken(settled, given, ownerOf);
}

/** The story without the addresses that other stories have, with a warning for each. For imports, which lose no story for one. */
export function leaveOutTaken(
  { story, warnings }: SettledStory,
  given: readonly FormerUrl[],
  ownerOf: OwnerOf,
): SettledStory {
  const taken = takenUrls({ story, warnings }, given, ownerOf);
  if (taken.length === 0) return { story, warnings };
  const all = [...warnings];
  for (const { address, pointer, owner } of taken)
    addWarning(all, { pointer, detail: `${address} does not lead here: the story ${owner} has it` });
  const formerUrls = story.formerUrls?.filter((address) => !taken.some((one) => one.address === address));
  const kept = formerUrls?.length ? formerUrls : undefined;
  return { story: omitUndefined({ ...story, formerUrls: kept }), warnings: all };
}

const takenUrls = ({ story }: SettledStory, given: readonly FormerUrl[], ownerOf: OwnerOf) =>
  given.flatMap((one) => {
    const owner = ownerOf(one.address);
    return owner === undefined || owner === story.id ? [] : [{ ...one, owner }];
  });

const takenBy = (pointer: string, owner: string): FieldError => ({ pointer, detail: formerUrlTaken(owner) });

/** Why a story cannot have an address that another story has. */
export const formerUrlTaken = (owner: string): string =>
  `the story ${owner} has this former address: leave it out, or take it from that story first`;

/** Settles the former addresses that an edit adds, as they are stored now. Reads nothing where it adds none. */
export async function settleAddedFormerUrls(
  { writer }: Pick<PublishingContext, 'writer'>,
  settled: SettledStory,
  { before, formerUrls = [] }: { before?: Story; formerUrls?: Upload['formerUrls'] },
): Promise<ReturnType<typeof settleFormerUrls>> {
  const added = formerUrls.filter(({ address }) => !before?.formerUrls?.includes(address));
  if (added.length === 0) return settled;
  const owners = await writer.formerUrlOwners(added.map(({ address }) => address));
  return settleFormerUrls(settled, added, (address) => owners.get(address));
}
