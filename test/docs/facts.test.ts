import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { blocksIn, PAGES, ROOT, rowsOf, section, textOf } from './blocks';
import {
  document,
  EXCERPT_BYTES,
  EXIT,
  FEEDS_IN_OPML,
  FEEDS_PER_PAGE,
  IMPORT_LIMITS,
  LIMITS,
  LIST_LENGTHS,
  LIST_LIMIT,
  MAX_ARCHIVE_ENTRIES,
  MAX_BODY_BYTES,
  MAX_BREAKING_FLAGS,
  MAX_FAULTS,
  MAX_LATE_CHANGES,
  MAX_TOMBSTONES,
  parseStages,
  READ_ONLY_FIELDS,
  readHelpTexts,
  runCommand,
  SCOPES,
  SETTINGS,
  UPLOAD_FIELDS,
} from './code';

const DECISIONS = readdirSync(join(ROOT, 'docs/decisions')).map((name) => `docs/decisions/${name}`);
const isMissing = (path: string): boolean => !existsSync(join(ROOT, path));

const MARKDOWN = [...PAGES, ...DECISIONS, 'CHANGELOG.md'];

describe('settings', () => {
  const OF_THE_WATCH = ['BULLETIN_WATCH_URL'];
  const named = [...new Set(PAGES.flatMap((page) => textOf(page).match(/\bBULLETIN_\w+/g) ?? []))];

  test.each(named)('%s is one', (name) => {
    expect([...Object.keys(SETTINGS), ...OF_THE_WATCH]).toContain(name);
  });

  test('of a stage are all named, with values that are taken', () => {
    const [block] = blocksIn('', textOf('docs/operations.md')).filter(({ marker }) => marker === 'stages');
    const stage = parseStages(JSON.parse(block?.text ?? '')).get('production') ?? {};
    const rows = rowsOf(section('docs/operations.md', 'Settings of a stage')).slice(1);
    const names = rows.flatMap(([cell = '']) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    expect(names.sort()).toEqual(Object.keys(stage).sort());
    expect(names).toHaveLength(13);
  });
});

describe('requests of the newsroom side', () => {
  const rows = rowsOf(section('docs/publishing.md', 'Requests')).slice(1);
  const requests = rows.flatMap(([cell = '', , scope = '']) =>
    [...cell.matchAll(/`([A-Z]+) (\/newsroom[^`]*)`/g)].map(([, method = '', path = ''], i) => ({
      method,
      path,
      scope: /`(\w+)`/.exec(scope.split(';')[cell.includes('`POST') ? i : 0] ?? '')?.[1],
    })),
  );

  test.each(requests)('$method $path needs $scope', ({ method, path, scope }) => {
    const operation = document.paths[path.replace('{n}', '{revision}')]?.[method.toLowerCase()];
    expect(operation?.security).toEqual([{ token: scope === undefined ? [] : [scope] }]);
  });

  test('are all there', () => {
    const all = Object.entries(document.paths)
      .filter(([path]) => path.startsWith('/newsroom/'))
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
      .filter((request) => !request.startsWith('HEAD'));
    expect(requests.map(({ method, path }) => `${method} ${path.replace('{n}', '{revision}')}`).sort()).toEqual(
      all.sort(),
    );
  });
});

test('the scopes of a token are all named', () => {
  const rows = rowsOf(section('docs/operations.md', 'Tokens')).slice(1);
  expect(rows.map(([scope]) => scope).sort()).toEqual(SCOPES.map((scope) => `\`${scope}\``).sort());
});

describe('fields of an upload', () => {
  const names = (text: string): string[] => [...text.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);

  test('are all named', () => {
    const rows = rowsOf(section('docs/publishing.md', 'Fields')).slice(1);
    expect(rows.flatMap(([cell = '']) => names(cell)).sort()).toEqual([...UPLOAD_FIELDS].sort());
  });

  test('that are ignored are named, too', () => {
    const sentence = /The fields ([^:]*) may come back/.exec(textOf('docs/publishing.md'))?.[1] ?? '';
    expect(names(sentence).sort()).toEqual([...READ_ONLY_FIELDS].sort());
  });
});

describe('commands', () => {
  const rows = rowsOf(section('docs/editors.md', 'Commands')).slice(1);
  const commands = rows.flatMap(([cell = '']) =>
    [...cell.matchAll(/`([a-z]+(?: [a-z]+)?)/g)].map(([, command = '']) => command),
  );

  test.each(commands)('%s is one', async (command) => {
    expect((await runCommand([...command.split(' '), '--help'])).code).toBe(0);
  });

  test('are all there', async () => {
    const all = (await readHelpTexts()).map(({ name }) => name.split(' ')[0]);
    expect([...new Set(commands.map((command) => command.split(' ')[0]))].sort()).toEqual([...new Set(all)].sort());
  });

  test('end with the exit codes that docs/editors.md names', () => {
    const codes = rowsOf(section('docs/editors.md', 'Scripts'))
      .slice(1)
      .map(([code]) => Number(code));
    expect(codes).toEqual(Object.values(EXIT).sort());
  });
});

describe('limits', () => {
  const rows = new Map(rowsOf(textOf('docs/limits.md')).map(([what = '', limit = '']) => [what, limit]));
  test.each([
    ['a request', MAX_BODY_BYTES.toLocaleString('en')],
    ['`body`', `${LIMITS.bodyBytes / 1024} KB`],
    ['`headline`', `${LIMITS.headline} characters`],
    ['`summary`, notes and reasons, `image.alt`', `${LIMITS.summary.toLocaleString('en')} characters`],
    ['`summary`, notes and reasons, `image.alt`', `${LIMITS.note.toLocaleString('en')} characters`],
    ['`image.credit`', `${LIMITS.credit} characters`],
    ['section, tag, author name', `${LIMITS.name} characters`],
    ['section, tag, author name', `${LIMITS.slugBytes} bytes`],
    ['`tags`, `authors`', `${LIMITS.tags}, and ${LIMITS.authors}`],
    ['`formerUrls`', `${LIMITS.formerUrls}, each of ${LIMITS.formerUrl} characters`],
    ['`id`', `${LIMITS.id} characters`],
    ['an address', `${LIMITS.url.toLocaleString('en')} characters`],
    ["an author's `email`", `${LIMITS.email} characters`],
    ['`language`', `${LIMITS.language} characters`],
    [
      '`limit` of `/api/stories` and `/api/changes`',
      `${LIST_LENGTHS.slice(0, -1).join(', ')} or ${LIST_LENGTHS.at(-1)}, default ${LIST_LIMIT.default}`,
    ],
    ['`limit` of a list of the newsroom', `1 to ${LIST_LIMIT.most}, default ${LIST_LIMIT.default}`],
    ['wrong parameters that one answer names', String(MAX_FAULTS)],
    [
      'one import request',
      `${IMPORT_LIMITS.stories} stories or revisions, ${IMPORT_LIMITS.feeds.toLocaleString('en')} feeds`,
    ],
    ['text of each', `${EXCERPT_BYTES / 1024} KB`],
    ['withdrawals besides', `the last ${MAX_TOMBSTONES}`],
    ['stories with a breaking flag', `${MAX_BREAKING_FLAGS} at a time`],
    ['an archive document', `more than ${MAX_ARCHIVE_ENTRIES} stories`],
    ['a page of `/feeds`', `${FEEDS_PER_PAGE} feeds`],
    ['`/feeds.opml`, `/feeds.opml?all`', `the first ${FEEDS_IN_OPML.toLocaleString('en')} feeds`],
    ['[late changes](publishing.md#late-changes) besides', `${MAX_LATE_CHANGES}, for 30 days`],
  ])('%s: %s', (what, limit) => {
    expect(rows.get(what)).toContain(limit);
  });
});

describe('links', () => {
  const anchorsOf = (text: string): string[] =>
    [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    );

  test.each(MARKDOWN)('of %s lead somewhere', (page) => {
    const links = [...textOf(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
    const broken = links
      .map(([, to = '', anchor]) => ({ to: to === '' ? page : normalize(join(dirname(page), to)), anchor }))
      .filter(({ to, anchor }) => {
        if (isMissing(to)) return true;
        return anchor !== undefined && !anchorsOf(textOf(to)).includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  test('the index of decisions names each of them once', () => {
    const index = textOf('docs/decisions/README.md');
    const linked = [...index.matchAll(/\]\((\d{4}-[\w-]+\.md)\)/g)].map(([, name]) => `docs/decisions/${name}`);
    expect(linked).toEqual(DECISIONS.filter((name) => !name.endsWith('README.md')).sort());
  });
});

describe('paths', () => {
  test('of the tree in README are folders', () => {
    const [tree] = blocksIn('', textOf('README.md')).filter(({ marker }) => marker === 'tree');
    const folders = [...(tree?.text ?? '').matchAll(/^( *)([a-z]+)\/ /gm)].map(([, indent = '', name]) =>
      indent === '' ? `${name}` : `lambdas/${name}`,
    );
    expect(folders).toHaveLength(15);
    expect(folders.filter(isMissing)).toEqual([]);
  });

  test.each(MARKDOWN)('in %s are there', (page) => {
    const paths = [...textOf(page).matchAll(/`((?:lambdas|lib|bin|test|bench|docs|\.ci)\/[\w./-]*)`/g)].map(
      ([, path = '']) => path,
    );
    expect(paths.filter(isMissing)).toEqual([]);
  });
});
