import { startEngine } from '../../bin/local/engine';
import { createReader } from '../../lambdas/store/read/reader';
import { keyOf } from '../../lambdas/store/table/item';
import { feedPartition, isDocumentEndKey } from '../../lambdas/store/table/keys';
import { everyItem } from '../../test/harness/newsroom/audit';
import { createTable, type Newsroom, newsroom } from '../../test/harness/newsroom/newsroom';
import { type Ended, publishingProcesses } from '../../test/harness/newsroom/publishing-processes';
import { hold, type Measure, ms } from '../harness/measure';
import { percentile } from '../harness/rounds';

const PROCESSES = 4;
const WRITERS = 16;
const SHARED = 'shared';

/** Sixteen writers on one section, each of which writes again as soon as it was answered: uploads, and edits of one story. */
export const writers: Measure = async ({ quick }) => {
  const engine = await startEngine();
  const room = newsroom(engine.endpoint);
  await createTable(room.table);
  const pool = publishingProcesses(engine.endpoint);
  const processes = await Promise.all(Array.from({ length: PROCESSES }, () => pool.start()));
  const first = { headline: 'Shared', body: '<p>By all.</p>', id: SHARED, section: 'World' };
  await processes[0]?.perform({ does: 'upload', id: SHARED, value: first });

  const until = performance.now() + (quick ? 2_000 : 60_000);
  const done: Ended[] = [];
  const uploaded: string[] = [];
  let edits = 0;
  const isStored = ({ outcome }: Ended) => 'status' in outcome;
  const write = async (writer: number) => {
    for (let n = 0; performance.now() < until; n++) {
      const id = `by-${writer}-${n}`;
      const edit = n % 4 === 3;
      const value = { headline: id, body: '<p>It happened.</p>', section: 'World', ...(!edit && { id }) };
      const ended = await processes[writer % PROCESSES]?.perform(
        edit ? { does: 'replace', id: SHARED, expectedRevision: '*', value } : { does: 'upload', id, value, key: id },
      );
      if (!ended) throw new Error('a publishing process has ended');
      done.push(ended);
      if (!isStored(ended)) continue;
      if (edit) edits += 1;
      else uploaded.push(id);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));

  await checkNothingLost(room, uploaded, edits);
  await pool.end();
  await engine.stop();

  const times = done.map(({ milliseconds }) => milliseconds);
  const waits = done.map((ended) => ended.waits);
  const refused = done.filter((ended) => !isStored(ended));
  const at = (share: number) => `p${share * 100} ${ms(percentile(times, share))}, ${percentile(waits, share)} retries`;
  return {
    rows: [
      {
        what: `${WRITERS} writers on one section, in ${PROCESSES} processes, for ${quick ? '2 seconds' : 'a minute'}`,
        yardstick: 'none: every write that was answered is looked for',
        measured: `${uploaded.length + edits} stored, 0 lost`,
        goal: { words: 'no lost update', reached: true },
        figures: `${at(0.5)}; ${at(0.99)}; ${refused.length} told 503 and not stored`,
      },
    ],
  };
};

/** Throws where a write that was answered is not in the section, in its head or in the shared story. */
async function checkNothingLost(room: Newsroom, uploaded: readonly string[], edits: number): Promise<void> {
  const stories = createReader(room.table);
  const head = await stories.feedHead('section#world', { consistent: true });
  // An archive document that is full is closed by a write of its own.
  const keys = (await everyItem(room.table)).map(keyOf);
  const closed = keys.filter(({ pk, sk }) => pk === feedPartition('section#world') && isDocumentEndKey(sk)).length;
  hold('writes that moved the section’s head', head?.writeCount, 1 + uploaded.length + edits + closed);
  hold('revisions of the shared story', (await stories.story(SHARED))?.revision, 1 + edits);
  const listed = new Set<string>();
  for (let after: { at: string; id: string } | undefined, more = true; head && more; ) {
    const page = await stories.page(head, { now: room.clock(), limit: 100, ...(after && { after }) });
    for (const { id } of page.entries) listed.add(id);
    after = page.last;
    more = after !== undefined;
  }
  const lost = uploaded.filter((id) => !listed.has(id));
  hold('uploads that the section lacks', lost, []);
}
