import { randomBytes, randomUUID } from 'node:crypto';
import type { Ids } from '../store/write/edit-context';

/** Ids from the system's source of randomness. */
export const randomIds: Ids = {
  // 72 bits: one head would need ten billion versions before two are alike by chance.
  version: () => randomBytes(9).toString('base64url'),
  guid: () => `urn:uuid:${randomUUID()}`,
  transaction: () => randomUUID(),
};
