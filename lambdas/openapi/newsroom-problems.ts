import { type Problem, problem } from '../http/problem';
import { REFUSAL_TEXTS } from '../http/problems';
import { MAX_BODY_BYTES } from '../http/request-body';
import { STORY_EXAMPLE } from './examples';

/** What the newsroom side says when it refuses, as examples. */
export function problemExample(which: keyof typeof REFUSAL_TEXTS): Problem {
  const [status, detail] = REFUSAL_TEXTS[which];
  return problem(status, detail);
}
export const UNAUTHORIZED = problem(
  401,
  'Send a token of this publication, with the header "Authorization: Bearer …".',
);
export const missingScopeExample = (scope: string): Problem =>
  problem(403, `The token "reader" may not do this: it lacks the scope "${scope}".`);
export const NO_REVISION = problem(404, 'There is no story with this id, or no such revision of it.');
const BROKEN = problem(400, 'The body is not JSON (character 17): check commas, quotation marks and brackets.');
export const TOO_LARGE = problem(
  413,
  `The body is over ${MAX_BODY_BYTES} bytes: shorten the story, and link to media instead of embedding them.`,
);
const NO_JSON = problem(415, 'Send JSON, with the header "Content-Type: application/json".');
export const CODED = problem(415, 'Send the body as it is, without Content-Encoding.');
const INVALID = problem(422, 'The story cannot be stored as it is; errors says which fields to mend.', {
  errors: [{ pointer: '#/headline', detail: 'missing or empty: write a headline' }],
});
export const NO_KEY = problem(400, 'Idempotency-Key: write 1 to 255 visible ASCII characters, such as a UUID.');
export const TAKEN = problem(
  409,
  `The id ${STORY_EXAMPLE.id} is taken, and ids are never used again: give another, or none.`,
);

export const SENDING = [BROKEN, TOO_LARGE, NO_JSON, INVALID];
