// Proves that a refactoring changes no document. The script fills the local server of a checkout with the stories of
// newsroom.ndjson.gz, at a fixed moment. It writes every answer (status, headers, body) as a file. It follows every public
// link, and sends the newsroom's requests and refusals. It does so at three moments, with edits before the third.
//   git worktree add ../before COMMIT && ln -s "$PWD/node_modules" ../before
//   node test/proof/render-documents.mjs ../before /tmp/before --templates
//   node test/proof/render-documents.mjs . /tmp/after --templates
//   node test/proof/compare.mjs /tmp/before /tmp/after
// --templates also writes the CloudFormation templates of two stages, with blank asset hashes.
// Three things are random, so the script replaces them: write ids in cursors of /api/changes, versions in weak ETags,
// and UUIDs that an edit of the run makes. A checkout is run as it is: the scripts name only bin/bulletin.mjs, an older
// bin/start.ts, and addresses. Make the fixture anew (make-fixture.mjs) when the format of an export changes.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { linksIn, maskMark, numberUuids, record } from './answers.mjs';
import { run, startServer } from './checkout.mjs';
import { EDITS } from './edits.mjs';
import { NEWSROOM_REQUESTS } from './newsroom-requests.mjs';
import { ENTRANCES, PUBLIC_REQUESTS } from './public-requests.mjs';

const [checkout, output, ...options] = process.argv.slice(2);
if (!checkout || !output) throw new Error('give the folder of a checkout and an output folder');

async function renderDocuments() {
  const folder = await mkdtemp(join(tmpdir(), 'bulletin-proof-'));
  const file = join(folder, 'all.ndjson');
  await writeFile(file, gunzipSync(await readFile(join(import.meta.dirname, 'newsroom.ndjson.gz'))));
  const server = await startServer(resolve(checkout), '2026-07-20T11:50:00Z');
  let count = 0;
  const ask = async (moment, edited, [method, path, request], label = '') => {
    const answer = await server.ask(method, path, request);
    const place = numberUuids(path.replace(/(?<=^\/api\/changes.*[?&]after=)[\w-]+/, maskMark), edited);
    const asked = { method, path: place, edited };
    const name = encodeURIComponent(`${label}${method} ${place}`).replaceAll('%2F', '_').replaceAll('%20', ' ');
    const short =
      name.length > 180
        ? `${name.slice(0, 140)} ${createHash('sha256').update(name).digest('hex').slice(0, 12)}`
        : name;
    await writeFile(join(output, moment, short), record(asked, answer));
    count += 1;
    return answer;
  };
  const crawl = async (moment, edited = false) => {
    const waiting = [...ENTRANCES, '/newsroom/stories?limit=100', '/newsroom/exports'];
    const asked = new Set(waiting);
    for (const path of waiting) {
      const answer = await ask(moment, edited, ['GET', path]);
      for (const link of linksIn(path, answer)) if (!asked.has(link)) waiting.push(link) && asked.add(link);
    }
  };
  try {
    await server.bulletin('import', file);
    for (const moment of ['first', 'second', 'third']) await mkdir(join(output, moment), { recursive: true });
    await server.clock('2026-07-20T12:00:00Z');
    await crawl('first');
    const requests = [...PUBLIC_REQUESTS, ...NEWSROOM_REQUESTS];
    // Their labels are numbers: two may differ in a header or a body alone. A new story in a dry run has a new guid.
    for (const [i, request] of requests.entries())
      await ask('first', request[1].includes('dry-run'), request, `request-${String(i).padStart(3, '0')} `);
    await server.clock('2026-07-21T09:30:00Z');
    await crawl('second');
    for (const [i, request] of EDITS.entries()) {
      await server.clock(`2026-07-21T10:${String(i + 10)}:00Z`);
      await ask('second', true, request, `edit-${String(i).padStart(2, '0')} `);
    }
    await crawl('third', true);
    // Tombstones, late changes and flags are over.
    await server.clock('2026-10-01T00:00:00Z');
    for (const path of ENTRANCES) await ask('third', true, ['GET', path], 'over ');
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
  return count;
}

/** The CloudFormation templates of two stages, one with no settings and one with all. */
async function renderTemplates() {
  const folder = await mkdtemp(join(tmpdir(), 'bulletin-templates-'));
  const stages = JSON.stringify(
    JSON.parse(await readFile(join(import.meta.dirname, '../lib/two-stages.json'), 'utf8')),
  );
  await run(resolve(checkout), 'npx', ['cdk', 'synth', '--quiet', '--output', folder, '-c', `stages=${stages}`], {
    CI: 'true',
  });
  await mkdir(join(output, 'templates'), { recursive: true });
  const names = (await readdir(folder)).filter((name) => name.endsWith('.template.json'));
  for (const name of names) {
    const template = await readFile(join(folder, name), 'utf8');
    await writeFile(join(output, 'templates', name), template.replace(/\b[0-9a-f]{64}\b/g, 'HASH'));
  }
  await rm(folder, { recursive: true });
  return names.length;
}

for (const part of ['first', 'second', 'third', 'templates'])
  await rm(join(output, part), { recursive: true, force: true });
const documents = await renderDocuments();
const templates = options.includes('--templates') ? await renderTemplates() : 0;
process.stdout.write(`${documents} answers and ${templates} templates of ${checkout} are in ${output}\n`);
