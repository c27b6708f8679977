import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scanExport } from '../../../bin/cli/import/export-file';

test('feeds that opened again come before feeds that are closed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
  const file = join(folder, 'export.ndjson');
  const at = '2026-11-22T20:00:00Z';
  const a = { name: 'tag#a', guid: 'urn:a', closed: { at, movedTo: 'tag#b' } };
  const b = { name: 'tag#b', guid: 'urn:b', closed: { at, until: at } };
  const lines = [{ bulletin: 'export', format: 1 }, { feed: a }, { feed: b }, { end: { revisions: 0 } }];
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  expect((await scanExport(file)).closedFeeds).toEqual([b, a]);
  rmSync(folder, { recursive: true });
});
