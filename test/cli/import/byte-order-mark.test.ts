import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scanExport } from '../../../bin/cli/import/export-file';
import { folderStories } from '../../../bin/cli/import/folder/folder-stories';
import { openContent } from '../../../bin/cli/import/systems/content';
import { isExport } from '../../../bin/cli/import/systems/detect-system';
import { IMPORT_DEFAULTS } from './folder-harness';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('an export with a byte order mark is an export', async () => {
  const file = join(folder, 'export.ndjson');
  const lines = [
    '{"bulletin":"export","format":1}',
    '{"feed":{"name":"all","guid":"urn:x"}}',
    '{"end":{"revisions":0}}',
  ];
  writeFileSync(file, `\ufeff${lines.join('\r\n')}\r\n`);
  expect(isExport(await openContent(file, file))).toBe(true);
  expect(await scanExport(file)).toEqual({
    guids: new Map([['all', 'urn:x']]),
    closedFeeds: [],
    revisions: 0,
    isComplete: true,
  });
});

test('front matter after a byte order mark is front matter', async () => {
  writeFileSync(join(folder, '2019-01-15-a.md'), '\ufeff---\ntitle: The harbour\n---\nIt reopened.\n');
  const { stories, skipped } = await folderStories(folder, IMPORT_DEFAULTS);
  expect(skipped).toEqual([]);
  expect(stories.map(({ value }) => value.headline)).toEqual(['The harbour']);
});
