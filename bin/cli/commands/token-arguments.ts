import { InvalidArgumentError } from 'commander';
import { SCOPES } from '../../../lambdas/store/tokens';

/** Letters and digits of any script, with a few signs between: it stands in every revision and log line. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._@-]{0,99}$/u;

export function tokenName(text: string): string {
  const name = text.normalize('NFC').trim();
  if (NAME.test(name)) return name;
  throw new InvalidArgumentError('A name is 1 to 100 letters, digits, blanks, and . _ @ - after the first.');
}

/** The scopes in a list, each once, in the order of SCOPES. */
export function tokenScopes(text: string): string[] {
  const asked = text.split(',').map((scope) => scope.trim());
  const unknown = asked.filter((scope) => !SCOPES.some((known) => known === scope));
  if (unknown.length > 0)
    throw new InvalidArgumentError(`There is no scope "${unknown.join('", "')}": there are ${SCOPES.join(', ')}.`);
  return SCOPES.filter((scope) => asked.includes(scope));
}
