/** The most revisions that a story may have: the key of a revision has six digits. */
export const MAX_REVISIONS = 999_999;
