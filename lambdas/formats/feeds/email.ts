import type { Author } from '../../news/story/story';

// The HTML standard's valid e-mail address, with a dot in the domain: what readers and validators take (RFC 5322 §3.4.1 allows far more).
const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z\d-]+(?:\.[A-Za-z\d-]+)+$/;

/** An author's e-mail address; undefined where there is none or what there is cannot be one. */
export const emailOf = ({ email }: Author): string | undefined =>
  email !== undefined && EMAIL.test(email) ? email : undefined;
