import { urlIn } from '../../../lambdas/news/values/uri';
import { CommandError, EXIT } from '../terminal/shell';

/** The origin of a publication's address, `https://news.example`; undefined for a text that is no such address. */
export function originIn(text: string): string | undefined {
  const url = urlIn(text);
  const isOrigin = url && /^https?:$/.test(url.protocol) && /^\/?$/.test(url.pathname) && !url.search && !url.username;
  return isOrigin ? url.origin : undefined;
}

/** Whether an address is on this machine. */
export const isLoopback = (address: string): boolean =>
  /^(?:localhost|127(?:\.\d+){3}|\[::1\]|.*\.localhost)$/.test(new URL(address).hostname);

/** Throws a CommandError for an address to which a token would travel without encryption. */
export function refusePlainHttp(address: string): void {
  if (new URL(address).protocol !== 'http:' || isLoopback(address)) return;
  throw new CommandError(
    `${address} is not encrypted, and others could read the token on its way: use an https address.`,
    EXIT.usage,
  );
}
