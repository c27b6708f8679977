import { InvalidArgumentError } from 'commander';
import { SCOPES } from '../../../lambdas/store/tokens';

/** Letters and digits of any script, and a few signs: every revision and log line shows the name. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._@-]{0,99}$/u;

export function parseTokenName(text: string): string {
  const name = text.normalize('NFC').trim();
  if (NAME.test(name)) return name;
  throw new InvalidArgumentError(
    'A name has 1 to 100 characters: letters, digits and, after the first, blanks and . _ @ -',
  );
}

/** The scopes of a comma-separated list, each once, in the order of SCOPES. */
export function parseScopes(text: string): string[] {
  const named = text.split(',').map((scope) => scope.trim());
  const unknown = named.filter((scope) => !SCOPES.some((known) => known === scope));
  if (unknown.length > 0)
    throw new InvalidArgumentError(`There is no scope "${unknown.join('", "')}". The scopes are ${SCOPES.join(', ')}.`);
  return SCOPES.filter((scope) => named.includes(scope));
}
