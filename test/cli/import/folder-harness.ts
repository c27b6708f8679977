import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { folderStories } from '../../../bin/cli/import/folder/folder-stories';
import type { SourceOptions } from '../../../bin/cli/import/import-source';

/** The options of an import without any option of the command line. */
export const IMPORT_DEFAULTS: SourceOptions = {
  include: new Set(),
  followHosts: [],
  onProgress: () => {},
  shell: { out: () => {}, err: () => {}, env: {}, wait: async () => {} } as unknown as SourceOptions['shell'],
};

/** A temporary folder of story files. */
export function createFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
  return {
    folder,
    write(name: string, text: string): void {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    },
    import: (options: Partial<SourceOptions> = {}, under = '') =>
      folderStories(join(folder, under), { ...IMPORT_DEFAULTS, ...options }),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
