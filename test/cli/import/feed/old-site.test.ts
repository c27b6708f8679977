import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ImportEntry, INCLUDABLE, SkippedEntry, SourceOptions } from '../../../../bin/cli/import/import-source';
import { openSource } from '../../../../bin/cli/import/open-source';
import { createEndpoint } from '../../../../bin/cli/server/endpoint';
import { atom, entry, item, rss } from './read';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const servers: Server[] = [];
let handler: Handler;
let requests: { url: string; authorization: string | undefined }[] = [];

async function listen(answer: Handler): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

let host: string;
beforeAll(async () => {
  host = await listen((request, response) => {
    requests.push({ url: request.url ?? '', authorization: request.headers.authorization });
    handler(request, response);
  });
});
beforeEach(() => {
  requests = [];
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

const shellWith = (env: NodeJS.ProcessEnv) => ({ env, out() {}, err() {}, wait: async () => {} });

async function open(address: string, options: Partial<SourceOptions> = {}) {
  const source = await openSource(address, {
    ...{ include: new Set<(typeof INCLUDABLE)[number]>(), followHosts: [], onProgress() {}, shell: shellWith({}) },
    ...options,
  });
  const entries: (ImportEntry | SkippedEntry)[] = [];
  for await (const one of source.entries) entries.push(one);
  return { ...source, entries };
}

/** Answers with a document for each path, else with 404. */
const site =
  (documents: Readonly<Record<string, string>>): Handler =>
  (request, response) => {
    const text = documents[request.url ?? ''];
    response.writeHead(text === undefined ? 404 : 200).end(text);
  };

describe("WordPress's pages", () => {
  const GENERATOR = '<generator>https://wordpress.org/?v=6.8</generator>';
  const page = (...ids: number[]) => rss(ids.map((id) => item(id, '<title>T</title>')).join(''), GENERATOR);

  test('are read to the 404 after the last one', async () => {
    handler = site({ '/feed/': page(5, 4), '/feed/?paged=2': page(3, 2), '/feed/?paged=3': page(1) });
    expect(await open(`http://${host}/feed/`)).toMatchObject({ total: 5, warning: undefined, remark: undefined });
    expect(requests.map(({ url }) => url)).toEqual(['/feed/', '/feed/?paged=2', '/feed/?paged=3', '/feed/?paged=4']);
  });

  test('that are all the same page end, with a remark', async () => {
    handler = (_, response) => void response.end(page(2, 1));
    const { total, remark, warning } = await open(`http://${host}/feed/`);
    expect([total, warning]).toEqual([2, undefined]);
    expect(remark).toBe('this feed names no older documents: its newest 2 stories were taken');
    expect(requests).toHaveLength(2);
  });

  test('are not asked for where another program made the feed', async () => {
    handler = (_, response) => void response.end(rss(item(1, '<title>T</title>')));
    expect((await open(`http://${host}/feed/`)).remark).toBe(
      'this feed names no older documents: its newest story was taken',
    );
    expect(requests).toHaveLength(1);
  });

  test('that cannot be read leave a gap', async () => {
    handler = (request, response) =>
      void response.writeHead(request.url === '/feed/' ? 200 : 500).end(request.url === '/feed/' ? page(1) : '');
    expect((await open(`http://${host}/feed/`)).warning).toMatch(/answers 500\. Older stories are not imported/);
  });
});

test('a complete feed (RFC 5005 §2) has no older documents', async () => {
  const complete = '<fh:complete xmlns:fh="http://purl.org/syndication/history/1.0"/>';
  handler = site({ '/feed': atom(complete + entry(1, '<title>T</title>')) });
  expect((await open(`http://${host}/feed`)).remark).toBeUndefined();
});

describe('other sites', () => {
  test('are read only if the user names them', async () => {
    const other = await listen((_, response) => void response.end(atom(entry(2, '<title>T</title>'))));
    handler = site({
      '/feed': atom(`<link rel="prev-archive" href="http://${other}/a"/>${entry(1, '<title>T</title>')}`),
    });
    const { total, warning } = await open(`http://${host}/feed`);
    expect(total).toBe(1);
    expect(warning).toBe(
      `older stories are at another site, http://${other}/a: to read them, add --follow-hosts ${other}.`,
    );
    expect(await open(`http://${host}/feed`, { followHosts: [other] })).toMatchObject({ total: 2, warning: undefined });
  });

  test('are not read by way of a redirect either', async () => {
    let asked = 0;
    const other = await listen((_, response) => {
      asked += 1;
      response.end(atom(entry(2, '<title>T</title>')));
    });
    handler = (request, response) =>
      request.url === '/feed'
        ? void response.end(atom(`<link rel="prev-archive" href="/a"/>${entry(1, '<title>T</title>')}`))
        : void response.writeHead(302, { location: `http://${other}/a` }).end();
    expect((await open(`http://${host}/feed`)).warning).toContain(`redirects to another site, ${other}`);
    expect(asked).toBe(0);
  });
});

describe('a user name and password', () => {
  test('are sent as Basic to their host, also for its archive, and are in no message', async () => {
    handler = site({
      '/feed': rss(item(1, '<title>T</title>'), '<atom:link rel="prev-archive" href="/a"/>'),
    });
    const { warning, entries } = await open(`http://an%C3%AFs:p%40ss@${host}/feed`);
    const basic = `Basic ${Buffer.from('anïs:p@ss').toString('base64')}`;
    expect(requests).toEqual([
      { url: '/feed', authorization: basic },
      { url: '/a', authorization: basic },
    ]);
    expect(warning).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/a answers 404/);
    expect(JSON.stringify(entries)).not.toMatch(/p@ss|p%40ss|an%C3/);
    handler = site({ '/feed': '<html></html>' });
    const failures = [open(`http://user:geheim@${host}/feed`), open(`http://user:geheim@${host}/gone`)];
    for (const failure of failures)
      await expect(failure).rejects.toThrow(
        expect.objectContaining({ message: expect.not.stringMatching(/geheim|user:/) }),
      );
  });

  test('in a link of the feed are sent too, and no message names them', async () => {
    const older = (address: string) => rss(item(1, '<title>T</title>'), `<atom:link rel="next" href="${address}"/>`);
    handler = site({ '/feed': older(`http://bob:geheim@${host}/a`) });
    const { warning } = await open(`http://${host}/feed`);
    expect(requests[1]).toEqual({ url: '/a', authorization: `Basic ${Buffer.from('bob:geheim').toString('base64')}` });
    expect(warning).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/a answers 404/);
    handler = site({ '/feed': older('http://bob:geheim@other.example/a') });
    expect((await open(`http://${host}/feed`)).warning).toContain('another site, http://other.example/a:');
  });

  test('in a redirect or in an address that is not valid are in no message', async () => {
    handler = (_, response) => void response.writeHead(302, { location: `http://bob:geheim@${host}/b` }).end();
    const failures = [`http://${host}/feed`, 'http://bob:geheim@old.example:99999/', 'http://bob:ge/heim@old.example/'];
    for (const failure of failures)
      await expect(open(failure)).rejects.toThrow(
        expect.objectContaining({ message: expect.not.stringMatching(/ge.?heim|bob/) }),
      );
  });

  test('do not go along to another host', async () => {
    const others: (string | undefined)[] = [];
    const other = await listen((request, response) => {
      others.push(request.headers.authorization);
      response.end(rss(item(1, '<title>T</title>')));
    });
    handler = (_, response) => void response.writeHead(302, { location: `http://${other}/feed` }).end();
    expect((await open(`http://user:geheim@${host}/feed`)).total).toBe(1);
    expect(others).toEqual([undefined]);
  });
});

describe('a proxy of the environment', () => {
  test('gets the requests to other hosts, and none to our own machine', async () => {
    const proxied: string[] = [];
    const proxy = createServer((request, response) => {
      proxied.push(request.url ?? '');
      response.end(rss(item(1, '<title>T</title>')));
    });
    proxy.on('connect', (request, socket) => {
      proxied.push(request.url ?? '');
      socket.on('error', () => {}).end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    servers.push(proxy.listen(0, '127.0.0.1'));
    await once(proxy, 'listening');
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const shell = shellWith({ HTTP_PROXY: address, https_proxy: address });
    handler = site({ '/feed': rss(item(1, '<title>T</title>')) });
    expect((await open('http://old.example/feed', { shell })).total).toBe(1);
    await expect(open('https://old.example/feed', { shell })).rejects.toThrow('https://old.example/feed');
    await createEndpoint({ address: 'http://news.example', from: '--url' }, shell).ask('GET', '/api');
    expect(new Set(proxied)).toEqual(
      new Set(['http://old.example/feed', 'old.example:443', 'http://news.example/api']),
    );
    const count = proxied.length;
    expect((await open(`http://${host}/feed`, { shell })).total).toBe(1);
    const off = shellWith({ ...shell.env, NO_PROXY: '*' });
    await expect(open('http://old.invalid/feed', { shell: off })).rejects.toThrow('http://old.invalid/feed');
    expect(proxied).toHaveLength(count);
  });

  test.each(['::bob:secret@', 'proxy.example:3128', 'socks5://bob:secret@proxy.example'])(
    'that is no web address is refused without its password: %s',
    async (value) => {
      const shell = shellWith({ HTTPS_PROXY: value });
      const refused = open('https://old.example/feed', { shell });
      await expect(refused).rejects.toThrow(/^HTTPS_PROXY: is not the address of a proxy: write it like http:\S+:3128/);
      await expect(refused).rejects.not.toThrow('secret');
    },
  );
});

test('no message about an address has its password', async () => {
  await expect(open('ftp://bob:secret@old.example/feed', {})).rejects.toThrow(
    /^ftp:\/\/old.example\/feed: no such file/,
  );
  const withPattern = open('https://bob:secret@old.example/feed', { permalink: '/:title/' });
  await expect(withPattern).rejects.toThrow(/--permalink is for a folder of files. https:\/\/old.example\/feed has/);
});
