import { randomBytes, randomUUID } from 'node:crypto';
import type { Ids } from '../store/write/edit-context';

export const randomIds: Ids = {
  // 72 bits: two equal versions of one head are likely only after ten billion versions.
  version: () => randomBytes(9).toString('base64url'),
  guid: () => `urn:uuid:${randomUUID()}`,
  transaction: () => randomUUID(),
};
