import type { ImportSource } from '../../../bin/cli/import/import-source';
import { moveAddresses } from '../../../bin/cli/import/move-addresses';
import { ImportReport, kindOfNote, type ReportOptions } from '../../../bin/cli/import/report';
import type { Shell } from '../../../bin/cli/terminal/shell';

/** A report, and everything that it prints. */
function createReport(options: ReportOptions = {}) {
  const printed = { out: '', err: '' };
  const shell = {
    colours: false,
    out: (text: string) => {
      printed.out += text;
    },
    err: (text: string) => {
      printed.err += text;
    },
  } as unknown as Shell;
  const progress = { setTotal() {}, setDone() {}, print: shell.err, end() {} };
  return { report: new ImportReport(options, shell, progress), printed };
}

const entry = (name: string, notes: readonly string[] = []) => ({ name, notes, value: {} });
const stored = (...warnings: { pointer: string; detail: string }[]) =>
  ({ outcome: 'stored', id: 'a', revision: 1, warnings }) as const;

test('every item counts once: stored, known or skipped, by kind', () => {
  const { report, printed } = createReport();
  report.addResult(entry('a'), stored());
  report.addResult(entry('b'), { outcome: 'known', id: 'b' });
  report.addSkipped({ name: 'item 3', why: 'is a draft', kind: 'drafts' });
  report.addSkipped({ name: 'item 4', why: 'is a page', kind: 'pages' });
  report.addSkipped({ name: 'item 5', why: 'is a page', kind: 'pages' });
  expect([report.items, report.hasFaults]).toEqual([5, false]);
  report.addResult(entry('item 6'), { outcome: 'refused', errors: [{ pointer: '#/tags/1', detail: 'too long' }] });
  expect(report.summary).toBe('Imported: 1 of 6; there already: 1; skipped: 4 (1 draft, 2 pages, 1 refused).');
  expect(report.hasFaults).toBe(true);
  expect(printed.err).toBe(
    'item 3: skipped: is a draft\nitem 4: skipped: is a page\nitem 5: skipped: is a page\n' +
      'item 6: not imported: tags/1: too long\n',
  );
});

test.each([
  ['a damaged item', (report: ImportReport) => report.addSkipped({ name: 'a', why: 'x', kind: 'y', isFault: true })],
  [
    'a feed that stays open',
    (report: ImportReport) => {
      report.openFeeds += 1;
    },
  ],
])('%s is a fault', (_name, add) => {
  const { report } = createReport();
  add(report);
  expect(report.hasFaults).toBe(true);
});

test('notes of the reader and of the server are summed up by kind, with the first as example', () => {
  const { report, printed } = createReport();
  const removed = (count: number) => ({ pointer: '#/body', detail: `${count} elements removed: <iframe>` });
  report.addResult(entry('a', ['tags left out: Rivers, Boats']), stored(removed(2)));
  report.addResult(entry('b', ['tags left out: Sea']), stored(removed(17)));
  report.addResult(entry('c', ['no sound']), stored());
  expect(printed.err).toBe('');
  report.printNotes();
  expect(printed.err).toBe(
    'note, 2 times, such as: a: tags left out: Rivers, Boats\n' +
      'note, 2 times, such as: a: body: 2 elements removed: <iframe>\n' +
      'note: c: no sound\n--verbose prints every note.\n',
  );
});

test('a story that is known or refused gives no notes: nothing was changed', () => {
  const { report, printed } = createReport();
  report.addResult(entry('a', ['tags left out: Rivers']), { outcome: 'known', id: 'a' });
  report.printNotes();
  expect(printed.err).toBe('');
});

test('--verbose prints each note at once, and no sum', () => {
  const { report, printed } = createReport({ verbose: true });
  report.addResult(entry('a', ['tags left out: Sea']), stored({ pointer: '#/tags/0', detail: 'given twice' }));
  report.printNotes();
  expect(printed.err).toBe('a: note: tags left out: Sea\na: note: tags/0: given twice\n');
});

test('--json prints a line for each item, with all notes and reasons', () => {
  const { report, printed } = createReport({ json: true });
  report.addResult(entry('a', ['tags left out: Sea']), stored());
  report.addSkipped({ name: 'b', why: 'is a draft', kind: 'drafts' });
  report.addSkipped({ name: 'c', why: 'is damaged', kind: 'files', isFault: true });
  report.printNotes();
  expect(
    printed.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { name: 'a', outcome: 'stored', id: 'a', revision: 1, warnings: [], notes: ['tags left out: Sea'] },
    { name: 'b', outcome: 'skipped', kind: 'drafts', why: 'is a draft' },
    { name: 'c', outcome: 'refused', errors: [{ pointer: '#', detail: 'is damaged' }] },
  ]);
  expect(printed.err).not.toContain('note');
});

test.each([
  ['tags/0: given twice: Sea', 'tags/12: given twice: Rivers'],
  ['tags left out: Sea', 'tags left out: Rivers, Boats'],
  ['relative address made absolute: https://a.example/x', 'relative address made absolute: https://b.example/'],
  ['unreadable language: en_XX; stories get "en"', 'unreadable language: qq; stories get "de"'],
])('%s and %s are of one kind', (one, other) => {
  expect(kindOfNote(one)).toBe(kindOfNote(other));
});

test('notes with other words are of other kinds', () => {
  expect(kindOfNote('body: iframe removed')).not.toBe(kindOfNote('body: script removed'));
  expect(kindOfNote('tags left out: a')).not.toBe(kindOfNote('authors left out: a'));
});

test('an old address becomes the first former address, at most five in all, and the page here is canonical', async () => {
  const skipped = { name: 'b', why: 'is a draft', kind: 'drafts' };
  const former = ['/?p=1', '/a', '/b', '/c', '/d'];
  const source: ImportSource['entries'] = [
    { ...entry('a'), value: { guid: '1', canonicalUrl: 'https://old.example/2019/a/?x=1#top', formerUrls: former } },
    skipped,
    { ...entry('c'), value: { guid: '2' } },
  ];
  const moved = [];
  for await (const one of moveAddresses(source)) moved.push(one);
  expect(moved).toEqual([
    {
      ...entry('a', ['former addresses left out: /d']),
      value: { guid: '1', formerUrls: ['/2019/a/?x=1', '/?p=1', '/a', '/b', '/c'] },
    },
    skipped,
    { ...entry('c'), value: { guid: '2' } },
  ]);
});

test('--redirected says which stories keep their addresses, because they were there before', () => {
  const { report } = createReport();
  expect(report.oldRemark).toBeUndefined();
  report.addResult(entry('a'), { outcome: 'known', id: 'a' });
  expect(report.oldRemark).toBe(
    '1 story was there already and keeps its addresses: --redirected counts for new stories only.',
  );
  report.addResult(entry('b'), { outcome: 'known', id: 'b' });
  expect(report.oldRemark).toMatch(/^2 stories were there already and keep their addresses/);
});
