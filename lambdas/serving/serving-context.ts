import { createHash } from 'node:crypto';
import type { Publication } from '../formats/feed-document';
import { RENDERERS } from '../formats/renderers';
import type { Instant } from '../news/values/instant';
import type { Reader } from '../store/read/reader';
import { type Report, type Standing, standing } from './document-cache';
import type { Form } from './validators';

/** What every document of an edition is made with. */
export interface Edition {
  readonly reader: Reader;
  readonly publication: Publication;
  readonly clock: () => Instant;
  readonly standing: Standing;
  readonly report: Report;
  /** The form of a document made by this release with these settings. */
  form(name: string): Form;
}

export interface EditionNeeds extends Pick<Edition, 'reader' | 'publication' | 'clock' | 'report'> {
  /** Shared by the editions of one process that differ in their public address only; else one is made. */
  readonly standing?: Standing;
}

export function edition({ standing: shared, ...needs }: EditionNeeds): Edition {
  const made = createHash('sha256')
    .update(JSON.stringify([RENDERERS, needs.publication]))
    .digest('base64url')
    .slice(0, 8);
  return { ...needs, standing: shared ?? standing(needs.report, needs.clock), form: (name) => ({ name, made }) };
}
