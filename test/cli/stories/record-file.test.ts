import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  findEntry,
  hashStory,
  putEntry,
  RECORD_FILE,
  type RecordEntry,
  readRecord,
  recordStory,
} from '../../../bin/cli/stories/record-file';

const folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
const path = join(folder, RECORD_FILE);
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => rmSync(path, { force: true }));

let shown = '';
const shell = {
  env: {},
  out() {},
  err: (text: string) => {
    shown += text;
  },
  cwd: folder,
};

const river = { server: 'https://news.example', id: 'river', revision: 1, value: { headline: 'River' } };

const entries = fc.array(
  fc.record({
    server: fc.constantFrom('https://a.example', 'https://b.example'),
    file: fc.constantFrom('a.md', 'b.md', 'c.md'),
    id: fc.constantFrom('x', 'y'),
    revision: fc.integer({ min: 1, max: 9 }),
    hash: fc.constantFrom('1', '2'),
  }),
  { maxLength: 12 },
);
const recordOf = (added: readonly RecordEntry[]) => added.reduce<RecordEntry[]>(putEntry, []);

test('one server of this machine has several addresses, and one entry', () => {
  const entry = { server: 'http://127.0.0.1:3000', file: 'river.md', id: 'river', revision: 1, hash: 'a' };
  for (const server of ['http://localhost:3000', 'http://[::1]:3000']) {
    expect(findEntry([entry], { server, file: 'river.md', hash: 'b' })).toBe(entry);
    expect(putEntry([entry], { ...entry, server })).toHaveLength(1);
  }
  for (const server of ['http://localhost:3001', 'https://localhost:3000', 'http://127.0.0.10:3000'])
    expect(findEntry([entry], { server, file: 'river.md', hash: 'b' })).toBeUndefined();
});

describe('the entries', () => {
  test('hold the last one of each server and file, sorted, whatever the order of writing', () => {
    fc.assert(
      fc.property(entries, (added) => {
        const record = recordOf(added);
        const places = record.map(({ server, file }) => `${server} ${file}`);
        expect(places).toEqual([...new Set(added.map(({ server, file }) => `${server} ${file}`))].sort());
        for (const entry of record) {
          const same = added.filter(({ server, file }) => server === entry.server && file === entry.file);
          expect(entry).toEqual(same.at(-1));
        }
      }),
    );
  });

  test('of other files and servers stay', () => {
    fc.assert(
      fc.property(entries, entries, (added, [entry]) => {
        if (!entry) return;
        const before = recordOf(added);
        const isOther = ({ server, file }: RecordEntry) => server !== entry.server || file !== entry.file;
        expect(putEntry(before, entry).filter(isOther)).toEqual(before.filter(isOther));
      }),
    );
  });

  test('are found by server and file, then by an equal story of the same server', () => {
    fc.assert(
      fc.property(entries, entries, (added, [wanted]) => {
        if (!wanted) return;
        const record = recordOf(added);
        const here = record.filter(({ server }) => server === wanted.server);
        const found = findEntry(record, wanted);
        const named = here.find(({ file }) => file === wanted.file);
        if (named) expect(found).toEqual(named);
        else if (found) expect(found).toMatchObject({ server: wanted.server, hash: wanted.hash });
        else expect(here.every(({ hash }) => hash !== wanted.hash)).toBe(true);
      }),
    );
  });

  test('survive being written and read', async () => {
    await fc.assert(
      fc.asyncProperty(entries, async (added) => {
        const record = recordOf(added);
        writeFileSync(path, JSON.stringify({ format: 1, stories: record }));
        expect(await readRecord('a.md', shell)).toEqual(record);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the file', () => {
  test('is beside the story, readable for all, and no part of it is left over', async () => {
    await recordStory('river.md', river, shell);
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(readdirSync(folder)).toEqual([RECORD_FILE]);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      format: 1,
      stories: [{ server: river.server, file: 'river.md', id: 'river', revision: 1, hash: hashStory(river.value) }],
    });
  });

  test('keeps its mode though the umask forbids it', async () => {
    const umask = process.umask(0o077);
    try {
      await recordStory('river.md', river, shell);
    } finally {
      process.umask(umask);
    }
    expect(statSync(path).mode & 0o777).toBe(0o644);
  });

  test.each([
    '',
    '{"format":1,"stories":[',
    '{"format":2,"stories":[]}',
    '{"format":1,"stories":[{"server":"https://news.example"}]}',
    '{"format":1,"stories":[],"more":1}',
    '<<<<<<< HEAD',
  ])('that holds %j is refused by name, and never overwritten', async (text) => {
    writeFileSync(path, text);
    await expect(readRecord('river.md', shell)).rejects.toThrow(`${path}: is damaged, or of another release.`);
    shown = '';
    await recordStory('river.md', river, shell);
    expect(shown).toMatch(/^river\.md: note: .*\.bulletin-stories\.json was not written: .* is damaged/);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('that cannot be written gives a note, for the story is published', async () => {
    if (process.getuid?.() === 0) return;
    chmodSync(folder, 0o555);
    shown = '';
    try {
      await recordStory('river.md', river, shell);
    } finally {
      chmodSync(folder, 0o755);
    }
    expect(shown).toMatch(/was not written: .*EACCES/);
  });

  test('of a missing folder gives a note too', async () => {
    shown = '';
    await recordStory('nowhere/river.md', river, shell);
    expect(shown).toMatch(/^nowhere\/river\.md: note: .* was not written: /);
  });
});

describe('commands at the same time', () => {
  const names = Array.from({ length: 12 }, (_, i) => `${i}.md`);

  test('each note their file', async () => {
    await Promise.all(names.map((name) => recordStory(name, river, shell)));
    const files = (await readRecord('a.md', shell)).map(({ file }) => file);
    expect(files.sort()).toEqual([...names].sort());
    expect(readdirSync(folder).filter((name) => name.includes('.lock'))).toEqual([]);
  });

  test('are not stopped by the lock of a command that was killed', async () => {
    writeFileSync(`${path}.lock`, '');
    utimesSync(`${path}.lock`, new Date(0), new Date(0));
    await recordStory('river.md', river, shell);
    expect(await readRecord('river.md', shell)).toHaveLength(1);
  });
});

test('a record that is a symbolic link stays one', async () => {
  const shared = join(folder, 'shared.json');
  writeFileSync(shared, JSON.stringify({ format: 1, stories: [] }));
  symlinkSync('shared.json', path);
  await recordStory('river.md', river, shell);
  expect(lstatSync(path).isSymbolicLink()).toBe(true);
  expect(JSON.parse(readFileSync(shared, 'utf8')).stories).toHaveLength(1);
});
