import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import { clockFrom } from '../../../lambdas/runtime/clock';
import type { ListedToken } from '../../../lambdas/store/table/token-items';
import { createToken, listTokens, revokeToken, SCOPES, type TokenListing } from '../../../lambdas/store/tokens';
import { columns } from '../terminal/columns';
import { CommandError, called, type Shell } from '../terminal/shell';
import { onTable, type TableOptions, withTable } from './table-option';
import { tokenName, tokenScopes } from './token-arguments';

/** How much of a hash names a token: the first digits of its SHA-256. */
const SHORT = 12;

interface CreateOptions extends TableOptions {
  readonly scope: string[];
}

/** `token create|list|revoke`: who may write. */
export function addTokenCommand(program: Command, shell: Shell): void {
  const command = program.command('token').description('who may use the newsroom side, and for what');

  withTable(command.command('create'))
    .description('makes a token, and shows it this once: only its SHA-256 is stored')
    .argument('<name>', 'who bears it: the history of every story names them so', tokenName)
    .requiredOption('--scope <scopes>', `what it may do, with commas between: ${SCOPES.join(',')}`, tokenScopes)
    .addHelpText('after', `\nExample: ${called(shell)} token create cms --scope write,break`)
    .action((name: string, options: CreateOptions) => create(name, options, shell));

  withTable(command.command('list'))
    .description('lists the tokens: name, scopes, when each was made, the beginning of its SHA-256')
    .action((options: TableOptions) => list(options, shell));

  withTable(command.command('revoke'))
    .description('ends a token at once')
    .argument('<name-or-hash>', 'its name, or at least 8 digits of its SHA-256')
    .action((which: string, options: TableOptions) => revoke(which, options, shell));
}

async function create(name: string, options: CreateOptions, shell: Shell): Promise<void> {
  const token = randomBytes(32).toString('base64url');
  const may = { name, scopes: options.scope, created: clockFrom(shell.env)() };
  const outcome = await onTable(options, shell, (table) =>
    createToken(table, token, may, { token: randomUUID(), wait }),
  );
  if (outcome === 'taken')
    throw new CommandError(`There is a token "${name}" already: choose another name, or revoke it first.`);
  if (outcome === 'busy') throw new CommandError('Another command makes a token of this name: see token list.');
  const sentence = `The token "${name}" may ${may.scopes.join(', ')}. It is shown this once:`;
  say(shell, options, { ...may, token }, `${sentence}\n\n  export BULLETIN_TOKEN=${token}\n`);
}

async function list(options: TableOptions, shell: Shell): Promise<void> {
  const tokens = (await onTable(options, shell, listTokens)).map(shown);
  const none = `There are no tokens. To make one: ${called(shell)} token create NAME --scope write\n`;
  const rows = tokens.map(({ name, scopes, created, hash }) => [name, scopes.join(','), created, hash]);
  const text = rows.length === 0 ? none : columns([['NAME', 'SCOPES', 'CREATED', 'SHA-256'], ...rows]);
  say(shell, options, tokens, text);
}

async function revoke(which: string, options: TableOptions, shell: Shell): Promise<void> {
  const revoked = await onTable(options, shell, async (table) => {
    const token = meant(which, await listTokens(table), shell);
    await revokeToken(table, token);
    return shown(token);
  });
  const text = `The token "${revoked.name}" (${revoked.hash}) opens nothing any more.\n`;
  say(shell, options, revoked, text);
}

/** The one token that a name or the beginning of a hash means. */
function meant(which: string, tokens: readonly TokenListing[], shell: Shell): TokenListing {
  const named = tokens.find(({ listedAs }) => listedAs === which.normalize('NFC').trim());
  const hashed = /^[0-9a-f]{8,64}$/i.test(which)
    ? tokens.filter(({ token }) => token.startsWith(which.toLowerCase()))
    : [];
  const found = named ?? hashed[0];
  if (found === undefined)
    throw new CommandError(`There is no token "${which}": ${called(shell)} token list shows those there are.`);
  if (named === undefined && hashed.length > 1)
    throw new CommandError(`"${which}" begins ${hashed.length} hashes: give more digits.`);
  return found;
}

/** What may be shown of a token for good. */
const shown = ({ listedAs: name, scopes, created, token }: Omit<ListedToken, 'name'> & { listedAs: string }) => ({
  name,
  scopes,
  created,
  hash: token.slice(0, SHORT),
});

const say = ({ out }: Shell, { json }: TableOptions, value: unknown, text: string): void =>
  out(json ? `${JSON.stringify(value)}\n` : text);
