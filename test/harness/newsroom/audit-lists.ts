import type { ListedMoment } from '../../../lambdas/news/changes/change-list';
import { MAX_MOMENTS } from '../../../lambdas/news/feed/head';
import { MAX_SITEMAP_STORIES } from '../../../lambdas/news/limits';
import { makeFeedEntry } from '../../../lambdas/news/story/make-feed-entry';
import { compareBytes } from '../../../lambdas/news/values/compare-bytes';
import { epoch, type Instant, latest, NEVER } from '../../../lambdas/news/values/instant';
import type { RegisteredFeed, RegisterHead } from '../../../lambdas/store/table/head-items';
import { formerUrlKey, guidKey, withdrawnKey } from '../../../lambdas/store/table/keys';
import type { Receipt } from '../../../lambdas/store/table/receipt-items';
import { showsTouchedRows } from '../../../lambdas/store/table/touched-rows';
import { lastClosingOf, lastOf } from './audit-feed';
import type { AuditedEdit } from './audit-story';
import { noFeedItems, type StoredTable } from './audit-table';
import { hasSameFields } from './has-same-fields';

/** Compares the register with the feeds. */
export function auditRegister(
  { register, feeds, moments }: StoredTable,
  edits: readonly AuditedEdit[],
  now: Instant,
  faults: string[],
): void {
  const { head, feeds: rows } = register;
  if (!head) {
    if (feeds.size > 0) faults.push('register: no head');
    return;
  }
  for (const name of rows.keys()) if (!feeds.has(name)) faults.push(`register: there is no feed ${name}`);
  const writeCounts = [...rows.values()].map(({ writeCount }) => writeCount);
  if (new Set(writeCounts).size !== writeCounts.length) faults.push('register: two feeds were registered at once');
  if (Math.max(0, ...writeCounts) !== head.writeCount)
    faults.push(`register: its head is at ${head.writeCount}, its last feed is not`);
  if (!showsTouchedRows(head, [...rows.values()], { from: '' }))
    faults.push('register: it does not show what its head says was touched');
  const closings = [...rows.values()].map((row) => lastClosingOf(row, now));
  const since = latest(lastOf(edits), ...closings);
  auditOpenings(head, [...rows.values()], [...moments.values()], since, faults);
}

/** The head lists every opening to come until `momentsUntil`, and beside them only coming moments of the list of changes. */
function auditOpenings(
  { moments, momentsUntil = NEVER }: RegisterHead,
  rows: readonly RegisteredFeed[],
  listed: readonly ListedMoment[],
  since: Instant,
  faults: string[],
): void {
  const openings = rows
    .map(({ openedAt, closing }) => (closing ? (closing.until ?? NEVER) : openedAt))
    .filter((at) => at > since && at < momentsUntil);
  const coming = moments.map(({ at }) => at).filter((at) => at > since);
  const missing = openings.filter((at) => !coming.includes(at));
  if (missing.length > 0) faults.push(`register: its moments are ${coming}, without ${missing}`);
  const known = new Set([...openings, ...listed.map(({ at }) => at)]);
  const strange = coming.filter((at) => !known.has(at) || at >= momentsUntil);
  if (strange.length > 0) faults.push(`register: it lists ${strange}, when no feed opens`);
  if (coming.length > MAX_MOMENTS) faults.push(`register: it lists ${coming.length} moments`);
  if (coming.some((at, i) => at < (coming[i - 1] ?? ''))) faults.push('register: its moments are out of order');
}

/** The newsroom lists each withdrawn story, without its body. */
export function auditWithdrawn({ withdrawn, stories }: StoredTable, faults: string[]): void {
  const gone = [...stories.values()].flatMap(({ story }) => (story?.withdrawal ? [story] : []));
  const wanted = new Map(gone.map((story) => [withdrawnKey(story.publishedAt, story.id).sk, story]));
  for (const [sk, story] of wanted) {
    const { withdrawal, ...shown } = story;
    if (!hasSameFields(withdrawn.get(sk)?.entry, { ...makeFeedEntry(shown), withdrawal }))
      faults.push(`withdrawn: ${story.id} is not listed as it is`);
  }
  for (const sk of withdrawn.keys()) if (!wanted.has(sk)) faults.push(`withdrawn: no story calls for ${sk}`);
}

/** The parts of the sitemap have every entry of `all`: each counts its own, and none has more than a document may. */
export function auditSitemap({ sitemap, feeds }: StoredTable, faults: string[]): void {
  const fault = (what: string) => faults.push(`sitemap: ${what}`);
  const { head, entries } = feeds.get('all') ?? noFeedItems();
  if (!head?.sitemap) {
    if (entries.size > 0) fault('the head of all has none');
    return;
  }
  const { from, stories, touched = [] } = head.sitemap;
  for (const { at, id } of touched)
    if (!sitemap.has(`${at}#${id}`)) fault(`the part from ${at} that was put last is missing`);
  const begins = [...sitemap.keys(), `${from.at}#${from.id}`];
  if (begins.some((begin, i) => i > 0 && compareBytes(begins[i - 1] ?? '', begin) >= 0))
    fault(`it has ${begins.sort()}`);
  if (begins[0] !== '1900-01-01T00:00:00Z#') fault(`it begins with ${begins[0]}`);
  for (const [i, begin] of begins.entries()) {
    const end = begins[i + 1] ?? 'A';
    const own = [...entries.keys()].filter((sk) => compareBytes(begin, sk) <= 0 && compareBytes(sk, end) < 0).length;
    const part = sitemap.get(begin);
    if (own > MAX_SITEMAP_STORIES) fault(`its part from ${begin} has ${own} stories`);
    if (part ? part.stories < own || part.stories > MAX_SITEMAP_STORIES : stories !== own)
      fault(`its part from ${begin} counts ${part?.stories ?? stories} stories of ${own}`);
    if (part && part.writeCount > head.writeCount) fault(`its part from ${begin} is newer than the head of all`);
  }
}

/** No two stories have the same guid, and each guid leads to its story. */
export function auditGuids({ guids, stories }: StoredTable, faults: string[]): void {
  const owners = new Map<string, string>();
  for (const [id, { revisions }] of stories) {
    const first = revisions.get(1);
    if (!first) continue;
    const { pk } = guidKey(first.story.guid);
    if (owners.has(pk)) faults.push(`guid: stories ${owners.get(pk)} and ${id} have one`);
    owners.set(pk, id);
    if (guids.get(pk) !== id) faults.push(`guid: that of story ${id} is said to be of ${guids.get(pk)}`);
  }
  for (const [pk, id] of guids) if (owners.get(pk) !== id) faults.push(`guid: no story ${id} calls for ${pk}`);
}

/** No two stories have the same former address, and each leads to its story. A dead writer may leave a claim without one. */
export function auditFormerUrls({ formerUrls, stories }: StoredTable, faults: string[]): void {
  const fault = (what: string) => faults.push(`former address: ${what}`);
  const owners = new Map<string, string>();
  for (const [id, { story }] of stories) {
    for (const address of story?.formerUrls ?? []) {
      const { pk } = formerUrlKey(address);
      if (owners.has(pk)) fault(`stories ${owners.get(pk)} and ${id} have ${address}`);
      owners.set(pk, id);
      if (formerUrls.get(pk)?.id !== id) fault(`${address} of story ${id} is claimed by ${formerUrls.get(pk)?.id}`);
    }
  }
  for (const [pk, { address }] of formerUrls)
    if (formerUrlKey(address).pk !== pk) fault(`${pk} is the claim of ${address}`);
}

/** Compares a receipt with the revision that it names. */
export function auditReceipt(key: string, receipt: Receipt, { stories, feeds }: StoredTable, faults: string[]): void {
  const fault = (what: string) => faults.push(`receipt ${key}: ${what}`);
  const { status, at, expires, request } = receipt;
  if (expires !== epoch(at) / 1000 + 86_400) fault(`it ends ${expires}`);
  if ('feed' in receipt) {
    if (!feeds.has(receipt.feed)) fault(`there is no feed ${receipt.feed}`);
    if (status !== 200) fault(`its status is ${status} for a feed`);
    return;
  }
  const { id, revision } = receipt;
  const stored = stories.get(id)?.revisions.get(revision);
  if (!stored) return void fault(`there is no revision ${revision} of story ${id}`);
  if (stored.request !== request) fault(`revision ${revision} of story ${id} was made by another request`);
  if (status !== (revision === 1 ? 201 : 200)) fault(`its status is ${status} for revision ${revision}`);
  if (stored.at !== at) fault(`it was answered ${at}, revision ${revision} was made ${stored.at}`);
}
