// Makes test/proof/newsroom.ndjson.gz anew: plays every request of fixture/requests.mjs at its moment and exports the newsroom.
// Guids are random and made here once, so that every run of render-documents.mjs has the same ones.
//   node test/proof/make-fixture.mjs
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startServer } from './checkout.mjs';
import { REQUESTS } from './fixture/requests.mjs';

const server = await startServer(resolve(import.meta.dirname, '../..'), REQUESTS[0].at);
const folder = await mkdtemp(join(tmpdir(), 'bulletin-fixture-'));
try {
  for (const { at, method, path, ...request } of REQUESTS) {
    await server.clock(at);
    const { status, bytes } = await server.ask(method, path, request);
    if (status >= 300) throw new Error(`${method} ${path} at ${at}: ${status} ${bytes}`);
    if (path.endsWith('/imports') && /"outcome":"refused"/.test(bytes)) throw new Error(`${bytes}`);
  }
  await server.bulletin('export', join(folder, 'all.ndjson'));
  const exported = await readFile(join(folder, 'all.ndjson'));
  await writeFile(join(import.meta.dirname, 'newsroom.ndjson.gz'), gzipSync(exported, { level: 9 }));
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}
