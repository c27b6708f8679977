import { end, killLeftOvers, START_BUNDLE, serving } from '../harness/server-process';
import { runCommand } from './command';

afterEach(killLeftOvers);

test('doctor finds no fault in any feed of our own site', async () => {
  const { child, address } = await serving(START_BUNDLE);
  try {
    const { code, out } = await runCommand(['doctor', address, '--json']);
    expect(code).toBe(0);
    const { feeds } = JSON.parse(out);
    expect(feeds.flatMap(({ findings }: { findings: unknown[] }) => findings)).toEqual([]);
    const addresses = feeds.map((feed: { address: string }) => feed.address.replace(address, ''));
    for (const path of ['/rss.xml', '/atom.xml', '/feed.json', '/breaking/rss.xml', '/sections/middle-east/rss.xml'])
      expect(addresses).toContain(path);
  } finally {
    await end(child, 'SIGTERM');
  }
}, 60_000);
