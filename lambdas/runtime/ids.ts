import { randomFillSync, randomUUID } from 'node:crypto';
import type { Ids } from '../store/write/edit-context';

const VERSION_BYTES = 9;

// An edit takes a version for each of its feeds. The system's random source is asked once for many.
const pool = Buffer.alloc(VERSION_BYTES * 128);
let used = pool.length;

function randomVersion(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += VERSION_BYTES;
  return pool.toString('base64url', used - VERSION_BYTES, used);
}

export const randomIds: Ids = {
  // 72 bits: two equal versions of one head are likely only after ten billion versions.
  version: randomVersion,
  guid: () => `urn:uuid:${randomUUID()}`,
  transaction: () => randomUUID(),
};
