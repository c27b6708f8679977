import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { clockFrom } from '../../../lambdas/runtime/clock';
import type { ListedToken } from '../../../lambdas/store/table/token-items';
import { createToken, listTokens, revokeToken, SCOPES, type TokenListing } from '../../../lambdas/store/tokens';
import { addDryRunOption, type DryRunOptions, printUnchanged, resultLine } from '../stories/dry-run';
import { alignColumns } from '../terminal/columns';
import { CommandError, programName, type Shell } from '../terminal/shell';
import { addTableOptions, runOnTable, type TableOptions } from './table-option';

/** How many digits of its SHA-256 identify a token in lists. */
const HASH_DIGITS = 12;

interface CreateOptions extends TableOptions, DryRunOptions {
  readonly scope: string[];
}

/** `token create|list|revoke`: access to the newsroom side. */
export function addTokenCommand(program: Command, shell: Shell): void {
  const command = program.command('token').description('manages the tokens of the newsroom side');

  addDryRunOption(addTableOptions(command.command('create')))
    .description('makes a token and prints it once; the table stores only its SHA-256')
    .argument('<name>', 'the bearer; the history of each story shows this name', parseTokenName)
    .requiredOption('--scope <scopes>', `its scopes, with commas: ${SCOPES.join(',')}`, parseScopes)
    .addHelpText('after', `\nExample: ${programName(shell)} token create cms --scope write,break\n`)
    .action((name: string, options: CreateOptions) => create(name, options, shell));

  addTableOptions(command.command('list'))
    .description('lists the tokens: name, scopes, date, first digits of the SHA-256')
    .addHelpText('after', `\nExample: ${programName(shell)} token list\n`)
    .action((options: TableOptions) => list(options, shell));

  addDryRunOption(addTableOptions(command.command('revoke')))
    .description('revokes a token at once')
    .argument('<name-or-hash>', 'the name of the token, or at least 8 digits of its SHA-256')
    .addHelpText('after', `\nExample: ${programName(shell)} token revoke cms\n`)
    .action((which: string, options: TableOptions & DryRunOptions) => revoke(which, options, shell));
}

/** Letters and digits of any script, and a few signs: every revision and log line shows the name. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._@-]{0,99}$/u;

function parseTokenName(text: string): string {
  const name = text.normalize('NFC').trim();
  if (NAME.test(name)) return name;
  throw new InvalidArgumentError(
    'A name has 1 to 100 characters: letters, digits and, after the first, blanks and . _ @ -',
  );
}

/** The scopes of a comma-separated list, each once, in the order of SCOPES. */
function parseScopes(text: string): string[] {
  const named = text.split(',').map((scope) => scope.trim());
  const unknown = named.filter((scope) => !SCOPES.some((known) => known === scope));
  if (unknown.length > 0)
    throw new InvalidArgumentError(`There is no scope "${unknown.join('", "')}". The scopes are ${SCOPES.join(', ')}.`);
  return SCOPES.filter((scope) => named.includes(scope));
}

async function create(name: string, options: CreateOptions, shell: Shell): Promise<void> {
  if (options.dryRun) return previewToken(name, options, shell);
  const token = randomBytes(32).toString('base64url');
  const grant = { name, scopes: options.scope, created: clockFrom(shell.env)() };
  const outcome = await runOnTable(options, shell, (table) =>
    createToken(table, token, grant, { token: randomUUID(), wait }),
  );
  if (outcome === 'taken') throw nameTaken(name);
  if (outcome === 'busy') throw new CommandError('Another command is making a token of this name: check token list.');
  const sentence = `The token "${name}" may ${grant.scopes.join(', ')}. Copy it now, because it is not shown again:`;
  print(shell, options, { ...grant, token }, `${sentence}\n\n  export BULLETIN_TOKEN=${token}\n`);
}

const nameTaken = (name: string): CommandError =>
  new CommandError(`A token "${name}" exists already: choose another name, or revoke that token first.`);

/** The outcome of `token create`, without a token. */
async function previewToken(name: string, options: CreateOptions, shell: Shell): Promise<void> {
  const tokens = await runOnTable(options, shell, listTokens);
  if (tokens.some(({ listedAs }) => listedAs === name)) throw nameTaken(name);
  const { dryRun, scope: scopes } = options;
  const line = resultLine(`The token "${name}" may ${scopes.join(', ')}.`, options, shell);
  print(shell, options, { dryRun, name, scopes }, `${line}\n`);
  printUnchanged(options, shell);
}

async function list(options: TableOptions, shell: Shell): Promise<void> {
  const tokens = (await runOnTable(options, shell, listTokens)).map(toTokenJson);
  const none = `There are no tokens. To make a token: ${programName(shell)} token create NAME --scope write\n`;
  const rows = tokens.map(({ name, scopes, created, hash }) => [name, scopes.join(','), created, hash]);
  const text = rows.length === 0 ? none : alignColumns([['NAME', 'SCOPES', 'CREATED', 'SHA-256'], ...rows]);
  print(shell, options, tokens, text);
}

async function revoke(which: string, options: TableOptions & DryRunOptions, shell: Shell): Promise<void> {
  const revoked = await runOnTable(options, shell, async (table) => {
    const token = findListedToken(which, await listTokens(table), shell);
    if (!options.dryRun) await revokeToken(table, token);
    return toTokenJson(token);
  });
  const line = resultLine(`The token "${revoked.name}" (${revoked.hash}) is revoked.`, options, shell);
  print(shell, options, { dryRun: options.dryRun, ...revoked }, `${line}\n`);
  printUnchanged(options, shell);
}

/** Finds a token by its name or the beginning of its hash. Throws a CommandError if none or several match. */
function findListedToken(which: string, tokens: readonly TokenListing[], shell: Shell): TokenListing {
  const named = tokens.find(({ listedAs }) => listedAs === which.normalize('NFC').trim());
  const hashed = /^[0-9a-f]{8,64}$/i.test(which)
    ? tokens.filter(({ token }) => token.startsWith(which.toLowerCase()))
    : [];
  const found = named ?? hashed[0];
  if (found === undefined)
    throw new CommandError(`There is no token "${which}": ${programName(shell)} token list prints all tokens.`);
  if (named === undefined && hashed.length > 1)
    throw new CommandError(`${hashed.length} hashes begin with "${which}": give more digits.`);
  return found;
}

/** The fields of a token that are safe to show. */
const toTokenJson = ({ listedAs: name, scopes, created, token }: Omit<ListedToken, 'name'> & { listedAs: string }) => ({
  name,
  scopes,
  created,
  hash: token.slice(0, HASH_DIGITS),
});

const print = ({ out }: Shell, { json }: TableOptions, value: unknown, text: string): void =>
  out(json ? `${JSON.stringify(value)}\n` : text);
