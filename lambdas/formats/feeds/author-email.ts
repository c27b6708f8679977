import type { Author } from '../../news/story/story';

// The HTML standard's valid e-mail address, with a dot in the domain: readers and validators accept no more, though
// RFC 5322 §3.4.1 allows it.
const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z\d-]+(?:\.[A-Za-z\d-]+)+$/;

/** An author's e-mail address; undefined if there is none or it is not valid. */
export const emailOf = ({ email }: Author): string | undefined =>
  email !== undefined && EMAIL.test(email) ? email : undefined;
