import { fieldPath } from '../server/refusal';
import type { Warning } from '../server/story-schemas';
import { painter } from '../terminal/colours';
import type { Progress } from '../terminal/progress';
import type { Shell } from '../terminal/shell';
import type { ImportEntry, SkippedEntry } from './import-source';

/** The answer of the server for one entry. */
export type ImportResult =
  | {
      readonly outcome: 'stored';
      readonly id: string;
      readonly revision: number;
      readonly warnings: readonly Warning[];
    }
  | { readonly outcome: 'known'; readonly id: string }
  | { readonly outcome: 'refused'; readonly errors: readonly Warning[] };

export interface ReportOptions {
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** The kind of entries that the server refuses. */
const REFUSED = 'refused';

/** Counts the items of one import. Names each skipped item at once, and sums up all notes by kind at the end. */
export class ImportReport {
  stored = 0;
  known = 0;
  /** Feeds that could not be closed. */
  openFeeds = 0;
  #faults = 0;
  readonly #skipped = new Map<string, number>();
  readonly #notes = new Map<string, { count: number; readonly example: string }>();

  constructor(
    private readonly options: ReportOptions,
    private readonly shell: Shell,
    readonly progress: Progress,
  ) {}

  /** Stored, known and skipped items. */
  get items(): number {
    return this.stored + this.known + this.skipped;
  }

  get skipped(): number {
    return [...this.#skipped.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Of an import with --redirected: stories that were there before it keep the addresses that they have. */
  get oldRemark(): string | undefined {
    const stories =
      this.known === 1
        ? '1 story was there already and keeps its'
        : `${this.known} stories were there already and keep their`;
    return this.known === 0 ? undefined : `${stories} addresses: --redirected counts for new stories only.`;
  }

  /** Whether an item is damaged or refused, or a feed stays open. */
  get hasFaults(): boolean {
    return this.#faults + this.openFeeds > 0;
  }

  /** Reports the answer for an entry that was sent. */
  addResult({ name, notes }: ImportEntry, result: ImportResult): void {
    if (result.outcome === 'refused') {
      const why = result.errors.map(({ pointer, detail }) => `${fieldPath(pointer)}: ${detail}`).join('; ');
      this.#skip({ name, why, kind: REFUSED, isFault: true });
    } else this[result.outcome] += 1;
    if (result.outcome === 'stored') {
      for (const note of notes) this.#addNote(name, note);
      for (const { pointer, detail } of result.warnings) this.#addNote(name, `${fieldPath(pointer)}: ${detail}`);
    }
    this.#printJson({ name, ...result, notes: notes.length > 0 ? notes : undefined });
  }

  /** Reports an entry that was not sent. */
  addSkipped(entry: SkippedEntry): void {
    this.#skip(entry);
    const { name, why, kind, isFault } = entry;
    const errors = [{ pointer: '#', detail: why }];
    this.#printJson(isFault ? { name, outcome: REFUSED, errors } : { name, outcome: 'skipped', kind, why });
  }

  /** Prints each kind of note once, with its number and an example. `--verbose` and `--json` have printed each note. */
  printNotes(): void {
    if (this.options.verbose || this.options.json) return;
    for (const { count, example } of this.#notes.values())
      this.progress.print(count === 1 ? `note: ${example}\n` : `note, ${count} times, such as: ${example}\n`);
    if (this.#notes.size > 0) this.progress.print('--verbose prints every note.\n');
  }

  /** Every item of the source: `Imported: 5 of 9; there already: 1; skipped: 3 (2 drafts, 1 refused).` */
  get summary(): string {
    const kinds = [...this.#skipped].map(([kind, count]) => `${count} ${count === 1 ? singular(kind) : kind}`);
    const skipped = `skipped: ${this.skipped}${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''}`;
    return `Imported: ${this.stored} of ${this.items}; there already: ${this.known}; ${skipped}.`;
  }

  #skip({ name, why, kind, isFault }: SkippedEntry): void {
    this.#skipped.set(kind, (this.#skipped.get(kind) ?? 0) + 1);
    if (isFault) this.#faults += 1;
    const paint = painter(this.shell);
    const place = isFault ? paint('red', `${name}: not imported`) : `${name}: skipped`;
    this.progress.print(`${place}: ${why}\n`);
  }

  #addNote(name: string, note: string): void {
    if (this.options.json) return;
    if (this.options.verbose) {
      this.progress.print(`${name}: note: ${note}\n`);
      return;
    }
    const kind = kindOfNote(note);
    const known = this.#notes.get(kind);
    if (known) known.count += 1;
    else this.#notes.set(kind, { count: 1, example: `${name}: ${note}` });
  }

  #printJson(line: unknown): void {
    if (this.options.json) this.shell.out(`${JSON.stringify(line)}\n`);
  }
}

const singular = (kind: string): string =>
  kind.replace(
    /\b(?:posts|pages|drafts|items|comments|attachments|entries|stories|templates|files|revisions)\b/,
    (plural) => (plural.endsWith('ies') ? plural.replace(/ies$/, 'y') : plural.replace(/s$/, '')),
  );

/** A field of the server's warnings: no space before the colon. The reader's own notes begin with several words. */
const FIELD = /^[^\s:]+: */;

/** The kind of a note: its words without particulars, such as names, addresses, numbers and whatever follows a colon. */
export function kindOfNote(note: string): string {
  const words = note.replace(/\u2068[^\u2069]*\u2069|"[^"]*"|https?:\/\/\S+/gu, '…').replace(/\d[\d,.]*/g, '#');
  const field = FIELD.exec(words)?.[0] ?? '';
  return field + words.slice(field.length).replace(/:.*$/s, '');
}
