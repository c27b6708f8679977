/** Path and query of a request target, as sent (RFC 9112 §3.2), without its host. Undefined for an invalid target. */
export function pathAndQuery(method: string, target: string): string | undefined {
  if (target.startsWith('/')) return target;
  // §3.2.4: the whole server; its path is empty (§3.3).
  if (target === '*') return method === 'OPTIONS' ? '' : undefined;
  // §3.2.2: "a server MUST accept the absolute-form in requests".
  const absolute = /^https?:\/\/[^/?#]*(.*)$/i.exec(target)?.[1];
  return absolute === undefined || absolute.startsWith('/') ? absolute : `/${absolute}`;
}

/** §3.2: a server MUST answer 400 to several `Host` fields, and to an invalid one. */
export function hasBadHost(rawHeaders: readonly string[]): boolean {
  const hosts = rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === 'host');
  return hosts.length > 1 || hosts.some((host) => /[\s/?#@\\]/.test(host));
}
