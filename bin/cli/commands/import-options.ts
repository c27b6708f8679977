import { InvalidArgumentError } from 'commander';
import { urlIn } from '../../../lambdas/news/values/uri';
import { nameTokens } from '../import/folder/name-tokens';
import { dateTokens } from '../import/folder/permalink-dates';
import { INCLUDABLE, type Includable } from '../import/import-source';
import { CommandError, EXIT } from '../terminal/shell';

const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text) && urlIn(text) !== undefined;

/** Reads the value of --base. */
export function parseBase(text: string): string {
  if (!isWebAddress(text)) throw new InvalidArgumentError('Write a whole address, such as https://old.example/');
  const { username = '', password = '' } = urlIn(text) ?? {};
  // Not an InvalidArgumentError: its message has the value.
  if (username + password !== '')
    throw new CommandError('--base: leave out user name and password: no request needs them.', EXIT.usage);
  return text;
}

/** Jekyll's names of patterns (https://jekyllrb.com/docs/permalinks/#built-in-formats). */
const STYLES = ['date', 'pretty', 'ordinal', 'none'];

/**
 * Reads the value of --permalink. A pattern without a name would give every story one address, and an unknown name would give
 * no story an address.
 */
export function parsePermalink(text: string): string {
  if (STYLES.includes(text)) return text;
  if (!/:[a-z]|\{[^{}]+\}/i.test(text))
    throw new InvalidArgumentError('Write a pattern with names, such as /:year/:month/:title/');
  const unknown = text.match(/:[a-z]\w*/gi)?.find((one) => !isKnownName(one.slice(1).toLowerCase()));
  if (unknown === undefined) return text;
  throw new InvalidArgumentError(`The name ${unknown} is unknown. Known are ${knownNames().join(', ')}.`);
}

/** A known name, and letters after it, such as `:title_page`. */
const isKnownName = (name: string): boolean => knownNames().some((one) => name.startsWith(one));

function knownNames(): string[] {
  const site = { config: {}, configText: '', prefix: '' };
  return Object.keys({ ...dateTokens(site, undefined), ...nameTokens(site, { path: 'a.md', fields: {}, title: '' }) });
}

/** Reads the value of --follow-hosts: hosts, or addresses that name them. */
export function parseHosts(text: string): string[] {
  return text.split(',').map((part) => {
    const one = part.trim();
    const url = /^[^\s/]+$|^https?:\/\//i.test(one) ? urlIn(one.includes('://') ? one : `https://${one}`) : undefined;
    if (url && url.host !== '') return url.host;
    throw new InvalidArgumentError('Write hosts, such as archive.example,old.example');
  });
}

/** Reads the value of --include. */
export function parseKinds(text: string): Includable[] {
  return text.split(',').map((part) => {
    const kind = INCLUDABLE.find((one) => one === part.trim());
    if (kind !== undefined) return kind;
    throw new InvalidArgumentError(`Write ${INCLUDABLE.join(', ')} or several of them.`);
  });
}
