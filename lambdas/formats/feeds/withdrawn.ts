import type { Tombstone } from '../../news/feed/tombstone';
import type { Publication } from '../feed-document';

/** What stands where the headline of a withdrawn story stood, and what its category is called. */
export const WITHDRAWN_LABEL = 'Withdrawn';

/** The vocabulary that the category of a withdrawn story comes from. */
export const withdrawnScheme = (publication: Publication): string => `${publication.url}/ns/withdrawn`;

/** What readers are told of a withdrawn story, in plain text: nothing that it said. */
export const withdrawnText = ({ note }: Pick<Tombstone, 'note'>): string =>
  note === undefined
    ? 'This story was withdrawn by its publisher.'
    : `This story was withdrawn by its publisher: ${note}`;
