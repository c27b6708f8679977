import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Compares a document, byte for byte, with the one that was last read and approved. JSON is approved laid out, for
 * people to read, and compared on the one line that goes out. `UPDATE_GOLDEN=1 npx jest` and `npm run format` write
 * what there is now.
 */
export function expectGolden(name: string, document: string): void {
  const path = join(__dirname, 'golden', name);
  const isJson = name.endsWith('.json');
  if (process.env.UPDATE_GOLDEN) {
    writeFileSync(path, isJson ? `${JSON.stringify(JSON.parse(document), null, 2)}\n` : document);
  }
  const approved = readFileSync(path, 'utf8');
  expect(document).toBe(isJson ? JSON.stringify(JSON.parse(approved)) : approved);
}
