import type { Publication } from '../feed-document';

/** What the breaking feed and the category of a breaking story are called. */
export const BREAKING_NEWS = 'Breaking News';

/** The vocabulary that the category of a breaking story comes from: RSS's `domain`, Atom's `scheme`. */
export const breakingScheme = (publication: Publication): string => `${publication.url}/ns/breaking`;
