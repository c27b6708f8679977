import { urlIn } from '../../../lambdas/news/values/uri';
import { CommandError, type Shell } from '../terminal/shell';

/** Hosts that no proxy reaches for us: a server of one's own machine. */
const OWN_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

const made = new WeakMap<Shell['env'], Promise<typeof fetch | undefined>>();

/**
 * `fetch` through the proxies that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name, in either case; undefined without a proxy. The
 * library is loaded only with one.
 */
export function proxiedFetch({ env }: Pick<Shell, 'env'>): Promise<typeof fetch | undefined> {
  const existing = made.get(env) ?? makeFetch(env);
  made.set(env, existing);
  return existing;
}

async function makeFetch(env: Shell['env']): Promise<typeof fetch | undefined> {
  const setting = (name: string) => (env[name.toLowerCase()] ?? env[name])?.trim() || undefined;
  const proxy = (name: string) => checkProxy(name, setting(name));
  const [httpProxy, httpsProxy] = [proxy('HTTP_PROXY'), proxy('HTTPS_PROXY')];
  const noProxy = setting('NO_PROXY');
  if ((httpProxy === undefined && httpsProxy === undefined) || noProxy === '*') return undefined;
  const [{ default: EnvHttpProxyAgent }, { fetch: send }, { default: Dispatcher }, { default: connect }] =
    await Promise.all([
      import('undici/lib/dispatcher/env-http-proxy-agent.js'),
      import('undici/lib/web/fetch/index.js'),
      import('undici/lib/dispatcher/dispatcher.js'),
      import('undici/lib/api/api-connect.js'),
    ]);
  // The main file of undici gives its dispatchers this method, and many more.
  Object.assign(Dispatcher.prototype, { connect });
  const direct = [noProxy, ...OWN_HOSTS].filter((host) => host !== undefined).join(',');
  // Many proxies refuse a tunnel to port 80, so requests without TLS are forwarded.
  const dispatcher = new EnvHttpProxyAgent({ httpProxy, httpsProxy, noProxy: direct, proxyTunnel: false });
  const throughProxy: unknown = (address: string, init: object) => send(address, { ...init, dispatcher });
  return throughProxy as typeof fetch;
}

/** Throws a CommandError for a proxy that is no web address. It does not print the value, which may have a password. */
function checkProxy(name: string, value: string | undefined): string | undefined {
  if (value === undefined || /^https?:$/.test(urlIn(value)?.protocol ?? '')) return value;
  throw new CommandError(
    `${name}: is not the address of a proxy: write it like http://proxy.example:3128, or unset it.`,
  );
}
