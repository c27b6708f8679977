import { forbidden } from './bearer';
import type { Bearer, OperationRefusal } from './newsroom-operations';
import { ProblemError, problem } from './problem';

/** What is said of a refusal that is the same whoever asks. */
export const REFUSAL_TEXTS = {
  unknown: [404, 'There is no story with this id.'],
  'no If-Match': [428, 'Say which revision you edit: send its ETag in If-Match, or * for whichever there is.'],
  stale: [412, 'Another editor was faster: read the story again, then edit the revision that there is now.'],
  withdrawn: [409, 'This story is withdrawn: reinstate it first.'],
  'not withdrawn': [409, 'This story is not withdrawn: there is nothing to reinstate.'],
  'already published': [
    409,
    'A published story cannot be taken back by moving its publication ahead: withdraw it instead.',
  ],
  'key used': [422, 'This Idempotency-Key came with another request before: use a new one for each upload.'],
} as const;

/** A write that did not happen, as the problem that its sender is told. */
export function refusalProblem(bearer: Bearer, refused: OperationRefusal): ProblemError {
  if (refused.refused === 'scope') return forbidden(bearer.name, refused.scope);
  if (refused.refused === 'invalid') {
    return new ProblemError(
      problem(422, 'The story cannot be stored as it is; errors says which fields to mend.', {
        errors: refused.errors,
      }),
    );
  }
  if (refused.refused === 'taken') {
    return new ProblemError(
      problem(409, `The id ${refused.id} is taken, and ids are never used again: give another, or none.`),
    );
  }
  const [status, detail] = REFUSAL_TEXTS[refused.refused];
  return new ProblemError(problem(status, detail));
}
