import { basename } from 'node:path';
import { newsroomPath } from '../../../lambdas/http/routes';
import { EditAnswer, type Story } from '../server/story-schemas';
import { confirm } from '../terminal/ask';
import { CommandError, currentTime, programName } from '../terminal/shell';
import { dryRunQuery } from './dry-run';
import { readFileAnswer, showNotes } from './file-answer';
import { type FileReader, type FileToSend, refuseDraft } from './file-to-send';
import { findStory, readRevision, type Surroundings } from './find-story';
import { describeLongTimes } from './long-times';
import { overtakenError, withFasterEditor } from './overtaken';
import { type PublishOptions, type PublishOutcome, printResult, printUnchanged } from './publish-result';
import { findEntry, findOriginal, hashStory, type RecordEntry, readRecord, recordStory } from './record-file';
import { previewRevision, revisionInFile, sendRevision } from './send-revision';
import { compareStories, compareTexts, formatDifferences } from './story-differences';

interface Context extends Surroundings {
  readonly options: PublishOptions;
  readonly files: FileReader;
}

/** A file with the story that it is, as the record beside it and its own `id` say. */
interface KnownFile {
  readonly file: FileToSend;
  readonly id: string;
  readonly entry?: RecordEntry;
}

/** Publishes a file: as a new story, or as a revision of the story that it is already. Throws a CommandError for a refusal. */
export async function publishFile(name: string, context: Context): Promise<PublishOutcome> {
  const { options, server, shell } = context;
  const file = await context.files.read(name);
  refuseDraft(file);
  const entries = await readRecord(name, shell);
  const known = options.new ? undefined : findKnown(file, entries, server.address);
  if (known === undefined) return createStory(file, context);
  const story = await findStory(known.id, context);
  if (story === 'forbidden') return publishUnseen(known, context);
  if (story !== 'unknown') return reviseStory(known, story, context);
  if (known.entry)
    shell.err(`${name}: note: ${server.address} has no story ${known.id} any more: the file makes a new one\n`);
  return createStory(file, context);
}

/** The id of the story that a file is already, on this server; undefined for a new one, and where the token may not read. */
export async function findStoredId(file: FileToSend, surroundings: Surroundings): Promise<string | undefined> {
  const { server, shell } = surroundings;
  const known = findKnown(file, await readRecord(file.name, shell), server.address);
  const story = known && (await findStory(known.id, surroundings));
  return typeof story === 'object' ? story.id : undefined;
}

/** The id in the file comes first: an editor wrote it. */
function findKnown(file: FileToSend, entries: readonly RecordEntry[], server: string): KnownFile | undefined {
  const entry = findEntry(entries, { server, file: basename(file.name), hash: hashStory(file.value) });
  const written = file.value.id;
  const id = typeof written === 'string' && written.trim() !== '' ? written.trim().normalize('NFC') : entry?.id;
  if (id === undefined) return undefined;
  return { file, id, entry: entry?.id === id ? entry : undefined };
}

async function createStory(file: FileToSend, context: Context): Promise<PublishOutcome> {
  const { options, server, shell } = context;
  refuseStatus(file);
  await askAboutTimes(file, context);
  // The hash of the story: if no answer came and the user runs the command again, nothing is published twice.
  const key = options.new ? undefined : hashStory(file.value);
  const path = newsroomPath('stories') + dryRunQuery(options);
  const answer = await server.ask('POST', path, { body: file.value, key });
  const { story, remarks } = readFileAnswer(answer, EditAnswer, file, { server, shell });
  const isRepeat = answer.headers.get('idempotency-replayed') === 'true';
  if (!options.dryRun) await recordStory(file.name, { ...story, server: server.address, value: file.value }, shell);
  if (isRepeat) {
    const current = await findStory(story.id, context);
    if (typeof current === 'object') refuseWithdrawn(file, current, context);
    return printUnchanged(file, story, context);
  }
  return printResult('published', { file, story, remarks }, context);
}

/** Asks about an embargo of more than a year, and a flag of more than a day, that a new file names. */
async function askAboutTimes(file: FileToSend, { options, shell }: Context): Promise<void> {
  const { publishedAt, breaking, breakingUntil } = file.value;
  const times = {
    publishedAt: typeof publishedAt === 'string' ? publishedAt : '',
    // Without an end the flag has the default of the publication.
    breaking: breaking === true && breakingUntil !== undefined,
    breakingUntil: typeof breakingUntil === 'string' ? breakingUntil : null,
  };
  await askAbout(describeLongTimes(times, undefined, currentTime(shell)), `Publish ${file.name}?`, file, {
    options,
    shell,
  });
}

async function askAbout(
  clauses: readonly string[],
  question: string,
  file: FileToSend,
  { options, shell }: Pick<Context, 'options' | 'shell'>,
): Promise<void> {
  if (clauses.length === 0 || options.dryRun) return;
  showNotes(file, shell);
  const times = `${file.name}: the story ${clauses.join(', and ')}`;
  const withoutTerminal = `${times}. If this is right, add --yes.`;
  await confirm({ question: `${times}.\n${question}`, withoutTerminal, yes: options.yes }, shell);
}

/** Publishes a file whose story the token may not read: it can be neither shown nor compared. */
async function publishUnseen({ file, id, entry }: KnownFile, context: Context): Promise<PublishOutcome> {
  if (!entry) return createStory(file, context);
  const { shell } = context;
  if (entry.hash === hashStory(file.value)) return printUnchanged(file, { id }, context);
  throw new CommandError(
    `${file.name}: has changed since it became ${id}. This token lacks the scope read, so the changes cannot be shown. ` +
      `To revise the story: ${programName(shell)} revise ${id} ${file.name}`,
  );
}

async function reviseStory({ file, id, entry }: KnownFile, story: Story, context: Context): Promise<PublishOutcome> {
  const { options, server, shell } = context;
  refuseWithdrawn(file, story, context);
  if (entry?.hash === hashStory(file.value) && entry.file === basename(file.name))
    return printUnchanged(file, story, context);
  const revision = { id, file, expected: story.revision };
  const preview = await withFasterEditor(revision, context, () => previewRevision(revision, context));
  const differences = compareStories(story, preview.story);
  const record = ({ revision }: Story) =>
    recordStory(file.name, { id, revision, server: server.address, value: file.value }, shell);
  if (differences.length === 0) {
    const original = await findOriginal(file, entry, shell);
    if (original !== undefined)
      shell.err(`${file.name}: note: ${original} beside it holds this story; --new makes another one\n`);
    else if (!options.dryRun) await record(story);
    return printUnchanged(file, story, context);
  }
  await refuseIfOvertaken(entry?.revision ?? revisionInFile(file), file, story, context);
  showNotes(file, shell);
  shell.err(`${file.name} differs from ${id}:\n${formatDifferences(differences, shell)}`);
  if (!options.dryRun) await askToRevise(file, story, preview.story, context);
  const sent = await withFasterEditor(revision, context, () => sendRevision(revision, context, options));
  if (!options.dryRun) await record(sent.story);
  return printResult('revised', { file, story: sent.story, remarks: sent.remarks, differences }, context);
}

async function askToRevise(file: FileToSend, before: Story, after: Story, { options, shell }: Context): Promise<void> {
  const clauses = describeLongTimes(after, before, currentTime(shell));
  const times = clauses.length === 0 ? '' : `The story ${clauses.join(', and ')}.\n`;
  const { id } = before;
  const program = programName(shell);
  const withoutTerminal =
    `${file.name}: is ${id} already, with the differences above. To revise it: ${program} revise ${id} ${file.name}, or ` +
    `${program} publish ${file.name} --yes. To make another story: add --new.`;
  await confirm({ question: `${times}Revise ${id}?`, withoutTerminal, yes: options.yes }, shell);
}

function refuseWithdrawn({ name }: FileToSend, { id, status }: Story, { shell }: Context): void {
  if (status !== 'withdrawn') return;
  throw new CommandError(
    `${name}: its story ${id} was withdrawn. To bring it back: ${programName(shell)} reinstate ${id}. ` +
      `To make another story: ${programName(shell)} publish ${name} --new`,
  );
}

/**
 * Refuses a new story of a file that says `withdrawn`, or `scheduled` without a date. `show --json` writes the status, and the
 * server does not read it: the story would appear at once.
 */
function refuseStatus({ name, value, lineOf }: FileToSend): void {
  const { status, publishedAt } = value;
  const line = lineOf(['status']);
  const refuse = (reason: string): never => {
    throw new CommandError(`${name}${line === undefined ? '' : `:${line}`}: status: ${reason}`);
  };
  if (status === 'withdrawn')
    refuse('this file says that its story was withdrawn: take the line out when it may be published.');
  if (status === 'scheduled' && (publishedAt === undefined || publishedAt === null))
    refuse('the file has no date, and would appear at once: write embargo: 2026-11-22 09:00, or take the line out.');
}

/** Refuses a file that was written from an older text. A flag that was set or cleared since stays, if the file names none. */
async function refuseIfOvertaken(
  known: number | undefined,
  file: FileToSend,
  story: Story,
  context: Context,
): Promise<void> {
  if (known === undefined || known === story.revision) return;
  const base = await readRevision(story.id, known, context).catch(() => undefined);
  // A file that names the flag would move it.
  const compare = 'breaking' in file.value || 'breakingUntil' in file.value ? compareStories : compareTexts;
  if (base && compare(base.story, story).length === 0) return;
  throw await overtakenError(file, story.id, story.revision, context);
}
