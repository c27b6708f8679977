import { urlIn } from '../../../lambdas/news/values/uri';
import { CommandError, EXIT } from '../terminal/shell';

/** The origin of a publication's address, `https://news.example`; undefined for a text that is no such address. */
export function originIn(text: string): string | undefined {
  const url = urlIn(text);
  const isOrigin = url && /^https?:$/.test(url.protocol) && /^\/?$/.test(url.pathname) && !url.search && !url.username;
  return isOrigin ? url.origin : undefined;
}

/** A host without its scheme. A token is never repeated: it has no domain at its end. */
const HOST = /^(?:localhost|127(?:\.\d+){3}|[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,24})(?::\d{1,5})?$/;

/** How to write the address of a publication, for a text that is none. */
export function addressRemedy(text: string): string {
  const url = urlIn(text);
  const host = text.replace(/\/+$/, '');
  const meant =
    url && /^https?:$/.test(url.protocol)
      ? url.origin
      : HOST.test(host)
        ? `${isLoopback(`http://${host}`) ? 'http' : 'https'}://${host}`
        : undefined;
  return `Write the address of the publication, like ${meant ?? 'https://news.example'}.`;
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
