import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { type Answer, type Functions, TOKENS } from '../../harness/http/functions';

export const STORY = {
  headline: 'Confidential headline',
  body: '<p>Confidential body.</p>',
  summary: 'Confidential summary',
};

export type Story = Record<string, unknown> & { id: string; revision: number };
export type Stored = { story: Story; warnings: { pointer: string; detail: string }[] };

/** The requests of an editor's system. */
export function newsroomClient(functions: Functions) {
  const ask: Functions['newsroom'] = (...request) => functions.newsroom(...request);
  return {
    ask,
    post: (body: unknown, headers: Record<string, string> = {}) => ask('POST', '/stories', { body, headers }),
    put: (id: string, body: unknown, headers: Record<string, string> = {}) =>
      ask('PUT', `/stories/${id}`, { body, headers }),
    current: async (id: string): Promise<Story> => (await ask('GET', `/stories/${id}`)).json<Stored>().story,
  };
}

export const pointers = (answer: Answer): string[] =>
  (answer.json().errors as { pointer: string }[]).map(({ pointer }) => pointer);

/** Expects the headers and members that every refusal has. */
export function refusal(answer: Answer): Answer {
  expect(answer.headers).toMatchObject({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-length': String(Buffer.byteLength(answer.text)),
  });
  expect(answer.headers).not.toHaveProperty('etag');
  expect(answer.json()).toMatchObject({ status: answer.status, title: expect.any(String), detail: expect.any(String) });
  return answer;
}

/** The lines of a log without the ids of stories, which are made from headlines. */
export const logWithoutIds = (log: readonly string[]): string =>
  log.map((line) => JSON.stringify({ ...JSON.parse(line), story: undefined })).join('\n');

/** Tests that stand last in a file: they look for secrets of all its requests in the log and in the table. */
export function testNothingLeaked(functions: Functions): void {
  describe('after all requests of this file', () => {
    test('no token, body or key is in a line of the log, and each request is one line of JSON', () => {
      const all = functions.log.map((line) => JSON.parse(line));
      const lines = all.filter(({ message }) => message === 'request');
      // The id of a story is logged as such, and nowhere else.
      expect(logWithoutIds(functions.log)).not.toMatch(
        /confidential|token-of-|somebody-else|once-only|flagged|morning/i,
      );
      for (const { story = '-' } of lines) expect(story).toMatch(/^[\p{L}\p{M}\p{N}-]{1,128}$/u);
      expect(lines.length).toBeGreaterThan(20);
      for (const line of lines) {
        expect(Object.keys(line)).toEqual(
          expect.arrayContaining(['requestId', 'method', 'route', 'status', 'durationMs', 'bytes']),
        );
      }
      for (const { bytes, route } of lines.filter(({ status, method }) => status === 201 && method === 'POST')) {
        expect(bytes).toBeGreaterThan(100);
        expect(route).toBe('/newsroom/stories');
      }
      expect(new Set(lines.map(({ requestId }) => requestId)).size).toBe(lines.length);
    });

    test('no token is in the table, only its hash', async () => {
      const { Items } = await functions.table.client.send(new ScanCommand({ TableName: functions.table.name }));
      const table = JSON.stringify(Items);
      for (const token of Object.keys(TOKENS)) expect(table).not.toContain(token);
    });
  });
}
