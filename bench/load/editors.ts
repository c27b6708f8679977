import { setTimeout as wait } from 'node:timers/promises';
import type { Instant } from '../../lambdas/news/values/instant';
import type { Ask } from '../harness/functions';
import { chance, prose } from '../harness/stories';
import { TOKEN } from './functions';
import type { Ledger } from './ledger';

/** How often an upload is repeated while it is answered 503: for longer than any fault lasts. */
const REPEATS = 60;

export interface StoredStory {
  readonly id: string;
  /** When it was answered, in milliseconds since 1970. */
  readonly at: number;
  /** The publication; until then nobody may see it. */
  readonly publishedAt: Instant;
}

export interface Editors {
  upload(id: string, more: { publishedAt?: Instant }): Promise<void>;
  /** Breaks a story for so many seconds. */
  breakStory(id: string, seconds: number): Promise<void>;
  /** The stories that were answered as stored, in that order. */
  readonly stored: readonly StoredStory[];
  /** The story that was answered as breaking, when that was, and until when. */
  readonly breaking: { readonly id: string; readonly at: number; readonly until: number } | undefined;
  /** Everything that was sent is stored once the engine is calm. */
  settle(): Promise<void>;
  /** Looks for every story that was answered as stored, in the newsroom's own list. */
  audit(): Promise<void>;
}

interface Needs {
  readonly ask: Ask;
  readonly book: Ledger;
  /** Whether a 503 is promised. */
  readonly faults: boolean;
}

/** The newsroom's side of a load: it repeats each request until its answer is final, as an editor's system does. */
export function createEditors({ ask, book, faults }: Needs): Editors {
  const stored: StoredStory[] = [];
  const next = chance(7);
  let breaking: Editors['breaking'];
  const authorization = `Bearer ${TOKEN}`;

  async function deliver(kind: string, method: string, path: string, value: object, key: string, expected: number) {
    const body = JSON.stringify(value);
    const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': key };
    for (let attempt = 1; attempt <= REPEATS; attempt++) {
      const started = performance.now();
      const answer = await ask({ method, path, headers, body });
      book.countAnswer(`${kind} ${answer.statusCode}`, performance.now() - started);
      if (answer.statusCode === expected) return JSON.parse(answer.body ?? '').story;
      if (answer.statusCode !== 503 || !faults || !answer.headers?.['retry-after']) {
        book.recordBroken(`${method} ${path} was answered ${answer.statusCode}: ${answer.body}`);
        return undefined;
      }
      await wait(250);
    }
    book.recordBroken(`${method} ${path} was not settled by ${REPEATS} repetitions`);
    return undefined;
  }

  return {
    stored,
    get breaking() {
      return breaking;
    },
    async upload(id, more) {
      const value = {
        id,
        headline: `About ${id}`,
        body: prose(3_500, next),
        section: 'World',
        tags: ['Syria'],
        ...more,
      };
      const story = await deliver('upload', 'POST', '/newsroom/stories', value, id, 201);
      if (story) stored.push({ id, at: Date.now(), publishedAt: story.publishedAt });
    },
    async breakStory(id, seconds) {
      const path = `/newsroom/stories/${id}/breaking`;
      const story = await deliver('break', 'PUT', path, { for: `PT${seconds}S` }, `break-${id}`, 200);
      if (story) breaking = { id, at: Date.now(), until: Date.parse(story.breakingUntil) };
    },
    async settle() {
      await wait(1_000);
    },
    async audit() {
      const found = new Map<string, number>();
      for (let before: string | null = '', pages = 0; before !== null && pages < 1_000; pages++) {
        const query: string = `limit=100${before && `&before=${before}`}`;
        const answer = await ask({ path: '/newsroom/stories', query, headers: { authorization } });
        if (answer.statusCode !== 200)
          return book.recordBroken(`the newsroom’s list was answered ${answer.statusCode}`);
        const page: { stories: { id: string }[]; cursor: string | null } = JSON.parse(answer.body ?? '');
        for (const { id } of page.stories) found.set(id, (found.get(id) ?? 0) + 1);
        before = page.cursor;
      }
      for (const { id } of stored) {
        if (found.get(id) !== 1)
          book.recordBroken(`${id} was answered as stored and is listed ${found.get(id) ?? 0} times`);
      }
      const strangers = [...found.keys()].filter((id) => /of-today$/.test(id) && !stored.some((one) => one.id === id));
      // Stored while the answer never came, and never repeated: no promise is broken, and none should remain.
      if (strangers.length > 0) book.recordBroken(`stored, and never answered as stored: ${strangers.join(', ')}`);
    },
  };
}
