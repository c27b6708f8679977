/**
 * Path and query of a request target exactly as they were sent, to be put behind the server's own address: what host a
 * client names, in the target or in `Host`, decides nothing. Undefined for a target that no server like this one has.
 * RFC 9112 §3.2.
 */
export function pathAndQuery(method: string, target: string): string | undefined {
  if (target.startsWith('/')) return target;
  // §3.2.4: the server as a whole, whose path is empty (§3.3).
  if (target === '*') return method === 'OPTIONS' ? '' : undefined;
  // §3.2.2: "a server MUST accept the absolute-form in requests".
  const absolute = /^https?:\/\/[^/?#]*(.*)$/i.exec(target)?.[1];
  return absolute === undefined || absolute.startsWith('/') ? absolute : `/${absolute}`;
}

/** §3.2: a server MUST answer 400 to more than one `Host`, and to one that is none. */
export function hasBadHost(rawHeaders: readonly string[]): boolean {
  const hosts = rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === 'host');
  return hosts.length > 1 || hosts.some((host) => /[\s/?#@\\]/.test(host));
}
