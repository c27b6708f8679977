import { access, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { compareBytes } from '../../../lambdas/news/values/compare-bytes';
import { sha256 } from '../../../lambdas/news/values/sha256';
import { parseJson } from '../server/parse-json';
import { replaceFile } from '../terminal/replace-file';
import { CommandError, type Shell, workingFolder } from '../terminal/shell';

/** The name of the file that says which files of its folder are which stories. */
export const RECORD_FILE = '.bulletin-stories.json';

const Entry = z.strictObject({
  /** The address of the publication. */
  server: z.string(),
  /** The name of the file, without its folder. */
  file: z.string(),
  id: z.string(),
  /** The newest revision that the file made or was compared with. */
  revision: z.int().positive(),
  /** SHA-256 of the story in the file. */
  hash: z.string(),
});
export type RecordEntry = z.infer<typeof Entry>;

const Record = z.strictObject({ format: z.literal(1), stories: z.array(Entry) });

/** Reads the entries beside a file, none without a record. Throws a CommandError that names a broken record. */
export async function readRecord(name: string, shell: Shell): Promise<RecordEntry[]> {
  const path = recordPath(name, shell);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new CommandError(`${path}: cannot be read: ${error.message}.`);
  });
  if (text === undefined) return [];
  const record = Record.safeParse(parseJson(text));
  if (record.success) return record.data.stories;
  throw new CommandError(
    `${path}: is damaged, or of another release. It says which file is which story: take an older copy, or delete it.`,
  );
}

/** Whether two addresses name one server: on this machine it has several. */
export function isSameServer(one: string, other: string): boolean {
  const withLocalhost = (address: string) =>
    address.replace(/^http:\/\/(?:127\.0\.0\.1|\[::1\])(?=:|$)/, 'http://localhost');
  return withLocalhost(one) === withLocalhost(other);
}

/** The entry for a file on a server: by its name, else by an equal story, whose file has another name now. */
export function findEntry(
  entries: readonly RecordEntry[],
  { server, file, hash }: Pick<RecordEntry, 'server' | 'file' | 'hash'>,
): RecordEntry | undefined {
  const here = entries.filter((entry) => isSameServer(entry.server, server));
  return here.find((entry) => entry.file === file) ?? here.find((entry) => entry.hash === hash);
}

/** The file beside this one that an entry names and that is there still: then this file is its copy, not its new name. */
export async function findOriginal(
  { name }: { readonly name: string },
  entry: RecordEntry | undefined,
  shell: Shell,
): Promise<string | undefined> {
  if (entry === undefined || entry.file === basename(name)) return undefined;
  const path = join(dirname(resolve(workingFolder(shell), name)), entry.file);
  return access(path).then(
    () => entry.file,
    () => undefined,
  );
}

/** The entries with one more, sorted by server and file. Entries of other servers and files stay. */
export const putEntry = (entries: readonly RecordEntry[], entry: RecordEntry): RecordEntry[] =>
  [...entries.filter(({ server, file }) => !isSameServer(server, entry.server) || file !== entry.file), entry].sort(
    (a, b) => compareBytes(a.server, b.server) || compareBytes(a.file, b.file),
  );

/** Notes the story of a file beside it. A record that cannot be written gives a note: the story is stored all the same. */
export async function recordStory(
  name: string,
  { server, id, revision, value }: Pick<RecordEntry, 'server' | 'id' | 'revision'> & { readonly value: unknown },
  shell: Shell,
): Promise<void> {
  const path = recordPath(name, shell);
  const entry = { server, file: basename(name), id, revision, hash: hashStory(value) };
  try {
    await withLock(`${path}.lock`, async () => {
      // Read again: another command may have noted its file meanwhile.
      const stories = putEntry(await readRecord(name, shell), entry);
      // A symbolic link stays one, and its file gets the text.
      const file = await realpath(path).catch(() => path);
      await replaceFile(file, `${JSON.stringify({ format: 1, stories }, null, 2)}\n`, 0o644);
    });
  } catch (error) {
    shell.err(`${name}: note: ${path} was not written: ${Object(error).message}\n`);
  }
}

/** A hash of the story that a file holds. */
export const hashStory = (value: unknown): string => sha256(JSON.stringify(value) ?? '');

const recordPath = (name: string, shell: Shell): string =>
  join(dirname(resolve(workingFolder(shell), name)), RECORD_FILE);

/** Milliseconds. A lock that is older belongs to a command that was killed: a record takes a moment to write. */
const STALE_LOCK_MS = 5_000;
const LOCK_PAUSE_MS = 20;

/** Runs an action while no other command of this folder does. Without a lock, two commands at once lose an entry. */
async function withLock(lock: string, action: () => Promise<void>): Promise<void> {
  while (!(await takeLock(lock))) {
    const age = await stat(lock).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > STALE_LOCK_MS) await rm(lock, { force: true });
    else await sleep(LOCK_PAUSE_MS);
  }
  try {
    await action();
  } finally {
    await rm(lock, { force: true });
  }
}

/** Makes the lock; false if another command has it. */
const takeLock = (lock: string): Promise<boolean> =>
  writeFile(lock, '', { flag: 'wx' }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
