import { nameHash } from '../../../lambdas/news/feed/head';
import { epoch, NEVER } from '../../../lambdas/news/values/instant';
import { guidKey, withdrawnKey } from '../../../lambdas/store/table/keys';
import type { Receipt } from '../../../lambdas/store/table/receipt-items';
import { lastOf } from './audit-feed';
import { compareMoments } from './audit-moments';
import type { AuditedEdit } from './audit-story';
import type { StoredTable } from './audit-table';
import { hasSameFields } from './has-same-fields';

/** Compares the register with the feeds. */
export function auditRegister({ register, feeds }: StoredTable, edits: readonly AuditedEdit[], faults: string[]): void {
  const { head, feeds: rows } = register;
  if (!head) {
    if (feeds.size > 0) faults.push('register: no head');
    return;
  }
  if (head.feeds !== rows.size) faults.push(`register: its head counts ${head.feeds} feeds, there are ${rows.size}`);
  for (const name of rows.keys()) if (!feeds.has(name)) faults.push(`register: there is no feed ${name}`);
  const writeCounts = [...rows.values()].map(({ writeCount }) => writeCount);
  if (new Set(writeCounts).size !== writeCounts.length) faults.push('register: two feeds were registered at once');
  if (Math.max(0, ...writeCounts) !== head.writeCount)
    faults.push(`register: its head is at ${head.writeCount}, its last feed is not`);
  const openings = [...rows.values()]
    .filter(({ openedAt }) => openedAt !== NEVER)
    .map(({ name, openedAt }) => `${openedAt} ${nameHash(name)}`);
  compareMoments('register', head, openings, lastOf(edits), faults);
}

/** The newsroom lists each withdrawn story, without its body. */
export function auditWithdrawn({ withdrawn, stories }: StoredTable, faults: string[]): void {
  const gone = [...stories.values()].flatMap(({ story }) => (story?.withdrawal ? [story] : []));
  const wanted = new Map(gone.map((story) => [withdrawnKey(story.publishedAt, story.id).sk, story]));
  for (const [sk, story] of wanted) {
    const entry = withdrawn.get(sk)?.entry ?? {};
    if (!hasSameFields(entry, { ...story, body: '', whole: false }))
      faults.push(`withdrawn: ${story.id} is not listed as it is`);
  }
  for (const sk of withdrawn.keys()) if (!wanted.has(sk)) faults.push(`withdrawn: no story calls for ${sk}`);
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

/** Compares a receipt with the revision that it names. */
export function auditReceipt(key: string, receipt: Receipt, { stories }: StoredTable, faults: string[]): void {
  const fault = (what: string) => faults.push(`receipt ${key}: ${what}`);
  const { id, revision, status, at, expires, request } = receipt;
  const stored = stories.get(id)?.revisions.get(revision);
  if (!stored) return void fault(`there is no revision ${revision} of story ${id}`);
  if (stored.request !== request) fault(`revision ${revision} of story ${id} was made by another request`);
  if (status !== (revision === 1 ? 201 : 200)) fault(`its status is ${status} for revision ${revision}`);
  if (stored.at !== at) fault(`it was answered ${at}, revision ${revision} was made ${stored.at}`);
  if (expires !== epoch(at) / 1000 + 86_400) fault(`it ends ${expires}`);
}
