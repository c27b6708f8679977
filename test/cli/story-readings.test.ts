import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStoryFile } from '../../bin/cli/story-file/story-file';
import { rowsOf, section } from '../docs/blocks';

const ZONE = 'Europe/Berlin';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulletin-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads a file of a publication in Berlin, with its notes as lines. */
async function readFile(text: string, name = 'a.md') {
  writeFileSync(join(folder, name), text);
  const shell = { env: {}, out: () => {}, err: () => {}, cwd: folder };
  const { value, notes, draft, lineOf } = await readStoryFile(name, shell, async () => ZONE);
  const lines = notes.map(({ pointer, detail }) => `${lineOf([pointer.slice(2)])}: ${pointer.slice(2)}: ${detail}`);
  return { value, notes: lines, draft, lineOf };
}
const HEAD = 'headline: River peaks\n';
/** Reads front matter, with a headline where it names none and a text where it has none. */
function readFields(fields: string) {
  const headline = /^(?:headline|title):/im.test(fields) ? '' : HEAD;
  const text = /^(?:body|text|content):/im.test(fields) ? '' : 'It was high.\n';
  return readFile(`---\n${fields}\n${headline}---\n${text}`);
}
/** The error of a file. */
async function errorOf(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => new Error('none'),
    (thrown: Error) => thrown,
  );
  return error.message;
}

describe('every row of the table in docs/editors.md', () => {
  const rows = rowsOf(section('docs/editors.md', 'Readings')).filter(([first = '']) => /^`[^`]+: /.test(first));
  const readings = rows.flatMap(([written = '', meaning = '']) =>
    [...written.matchAll(/`([^`]+)`/g)].map(([, fields = '']) => [fields, meaning.replaceAll('`', '')] as const),
  );

  test('is found', () => {
    expect(readings.length).toBeGreaterThanOrEqual(30);
  });

  test.each(readings)('%s gives %s, with a note', async (fields, meaning) => {
    const { value, notes } = await readFields(fields);
    if (meaning === 'left out')
      expect(Object.keys(value).sort()).toEqual(
        ['body', 'headline'].concat(fields.startsWith('status') ? 'status' : []),
      );
    else expect(value).toMatchObject(toInstants(JSON.parse(meaning)));
    if (!fields.startsWith('status: published')) expect(notes).toHaveLength(1);
  });

  /** A date with a zone is the same moment in another form. */
  const toInstants = (meaning: Record<string, unknown>) =>
    meaning.publishedAt === undefined
      ? meaning
      : {
          publishedAt: { asymmetricMatch: (text: string) => Date.parse(text) === Date.parse(`${meaning.publishedAt}`) },
        };
});

test.each([
  ['former urls: /2019/01/a/', ['/2019/01/a/'], 'former urls: read as one address'],
  ['formerUrls: /a,b /?p=7', ['/a,b', '/?p=7'], 'formerUrls: read as 2 addresses'],
  ['former_urls: [/a, /b]', ['/a', '/b'], 'former_urls: read as formerUrls'],
])('%s is a list of old addresses', async (line, formerUrls, note) => {
  const { value, notes } = await readFields(line);
  expect(value.formerUrls).toEqual(formerUrls);
  expect(notes.join('\n')).toContain(note);
});

test('semicolons part tags, too', async () => {
  expect((await readFields('tags: Rivers; Floods')).value.tags).toEqual(['Rivers', 'Floods']);
  expect((await readFields('tags: high water')).notes).toEqual([
    '2: tags: "high water" counts as one tag; for several tags write [high, water]',
  ]);
});

test('names in another case are read, each with its line', async () => {
  const { value, notes } = await readFile('---\nTitle: A\nTAGS: [b]\npublish_date: 2026-11-22T09:00:00Z\n---\nText.');
  expect(value).toMatchObject({ headline: 'A', tags: ['b'], publishedAt: '2026-11-22T09:00:00Z' });
  expect(notes).toEqual([
    '2: Title: read as headline',
    '3: TAGS: read as tags',
    '4: publish_date: read as publishedAt',
  ]);
});

test('the line of a field is that of its name in the file', async () => {
  const { lineOf } = await readFile('---\ntitle: A\ncategory: B\nembargo: 2026-11-22T09:00:00Z\n---\nText.');
  expect([['headline'], ['section'], ['publishedAt']].map(lineOf)).toEqual([2, 3, 4]);
});

test('JSON has the same names', async () => {
  const { value, notes } = await readFile(
    '{ "title": "A", "text": "b", "by": "Ann Li",\n"tags": "c, d", "date": "2026-11-22" }',
    'a.json',
  );
  expect(value).toEqual({
    ...{ headline: 'A', body: 'b', authors: [{ name: 'Ann Li' }], tags: ['c', 'd'] },
    publishedAt: '2026-11-22T00:00:00+01:00',
  });
  expect(notes).toHaveLength(5);
});

describe('a field that means "not yet"', () => {
  test.each([
    'draft: true',
    'draft: yes',
    'draft: later',
    'published: false',
    'status: draft',
    'status: Pending',
    'Status: in review',
    'isDraft: true',
    'wip: yes',
    'public: false',
    'permalink: false',
  ])('%s makes a draft', async (field) => {
    expect((await readFields(field)).draft).toBe(field.split(':')[0]);
  });

  test.each(['draft: false', 'draft: no', 'published: true', 'status: publish', 'status: Published'])(
    '%s makes none',
    async (field) => {
      const { draft, value } = await readFields(field);
      expect([draft, Object.keys(value).sort()]).toEqual([undefined, ['body', 'headline']]);
    },
  );

  test.each(['published', 'scheduled', 'withdrawn'])(
    'the status %s of our own answers stays for the server',
    async (status) => {
      const { draft, value, notes } = await readFields(`status: ${status}\npublishedAt: 2026-11-22T09:00:00Z`);
      expect([draft, value.status, notes]).toEqual([undefined, status, []]);
    },
  );

  test.each([
    [
      'embargoedUntil: 2026-11-22',
      '2: embargoedUntil: unknown field: to hold the story back, write embargo: 2026-11-22 09:00',
    ],
    ['publish_on: 2026-11-22', '2: publish_on: unknown field: to hold the story back'],
    ['private: true', '2: private: everyone reads a story here: take the line out when all may read it'],
    ['visibility: members', '2: visibility: everyone reads a story here'],
    ['password: secret', '2: password: everyone reads a story here'],
    [
      'expiryDate: 2026-12-01',
      '2: expiryDate: no story ends by itself: take the line out, and withdraw the story when its time has come',
    ],
    ['status: scheduled', '2: status: the story is scheduled, and no line says for when: write embargo:'],
    ['Status: Scheduled\ndate:', '2: Status: the story is scheduled, and no line says for when'],
    ['status: scheduled\npublished: true', '2: status: the story is scheduled, and no line says for when'],
    ['embargo:', '2: embargo: has no time: write it like 2026-11-22 09:00. If the story may appear at once'],
    ['Embargo: ""', '2: Embargo: has no time'],
    ['noindex: true', '2: noindex: unknown field: to hold the story back'],
    ['eleventyExcludeFromCollections: true', '2: eleventyExcludeFromCollections: unknown field: to hold'],
    ['state: draft', '2: state: unknown field: to hold the story back'],
    ['not before: 9 am', '2: not before: unknown field: to hold the story back'],
    ['Sperrfrist: 2027-01-01 09:00', '2: Sperrfrist: unknown field: to hold the story back'],
    ['air_date: 2027-01-01', '2: air_date: unknown field: to hold the story back'],
    ['embargo: true', '2: embargo: true is not a day of the calendar'],
    ['embargo: soon\ndate: 2026-11-22', '2: embargo: soon is not a day of the calendar'],
  ])('%s is refused', async (fields, message) => {
    expect(await errorOf(readFields(fields))).toContain(message);
  });
});

test('a page that names its moment of publication is held until then', async () => {
  const page = '<title>A</title>\n<meta property="article:published_time" content="2027-01-01 10:00"><p>Text</p>';
  const { value, notes } = await readFile(page, 'a.html');
  expect(value.publishedAt).toBe('2027-01-01T10:00:00+01:00');
  expect(notes[0]).toMatch(/^2: article:published_time: 2027-01-01 10:00 is read as /);
  const { value: dated } = await readFile(`---\ndate: 2026-12-01 10:00\n---\n${page}`, 'a.html');
  expect(dated.publishedAt).toBe('2026-12-01T10:00:00+01:00');
});

test.each([
  [
    'Ghost',
    'date_published: 2026-11-22T09:00:00Z\ndate_updated: 2026-11-23\nfeatured: false\ncustom_excerpt: It rose.',
  ],
  ['Astro', "pubDate: 2026-11-22\nheroImage: 'https://media.example/r.jpg'\nisDraft: false"],
  ['Obsidian', 'aliases: [River]\ncssclasses: wide\ncreated: 2026-11-22T09:00\ntags: [local]'],
  ['Jekyll', 'excerpt_separator: <!--more-->\nlayout: post\npermalink: /news/:title/'],
])('front matter of %s is read at the first try', async (_name, fields) => {
  const { draft, value } = await readFields(fields);
  expect(draft).toBeUndefined();
  const known = ['headline', 'body', 'publishedAt', 'summary', 'image', 'tags'];
  expect(Object.keys(value).filter((name) => !known.includes(name))).toEqual([]);
});

test('lines above the text may hold fields of an old program', async () => {
  const { value, draft } = await readFile('Title: A\nModified: 2026-11-22 09:00\nStatus: draft\n\nText.');
  expect([value.headline, draft]).toEqual(['A', 'Status']);
});

describe('two names for one field', () => {
  test.each([
    ['headline: A\ntitle: B', '3: title: headline is there too, and says something else: keep one of the two'],
    ['title: A\nHeadline: B', '2: title: Headline is there too'],
    ['description: a\nexcerpt: b', '2: description: excerpt is there too'],
    ['publishedAt: 2026-11-22\nembargo: 2026-11-23', '3: embargo: publishedAt is there too, and says another time'],
    ['date: 2026-11-22\npubDate: 2026-11-23', '3: pubDate: date is there too, and says another time'],
    ['body: a\ntext: b', '3: text: body is there too'],
  ])('with different values are refused: %j', async (fields, message) => {
    expect(await errorOf(readFields(fields))).toContain(`a.md:${message}`);
  });

  test.each([
    ['date: 2026-11-22\nembargo: 2026-11-24 08:00\npublishDate: 2026-11-23', '2026-11-24T08:00:00+01:00'],
    ['date: 2026-11-22\nPublishDate: 2026-11-23', '2026-11-23T00:00:00+01:00'],
  ])('the embargo wins over publishDate, and that over date: %j', async (fields, publishedAt) => {
    const { value, notes } = await readFields(fields);
    expect(value.publishedAt).toBe(publishedAt);
    expect(notes.at(0)).toMatch(/^\d: \w+: left out, because (?:embargo|PublishDate) wins over it$/);
  });

  test('with one value are one', async () => {
    const { value } = await readFields('title: A\nheadline: A\ndate: 2026-11-22 09:00\nembargo: 2026-11-22T08:00:00Z');
    expect(value).toMatchObject({ headline: 'A', publishedAt: '2026-11-22T08:00:00Z' });
  });

  test('a text in the fields and below them is refused', async () => {
    expect(await errorOf(readFile('---\ntitle: A\ncontent: b\n---\nText.'))).toBe(
      'a.md:3: the text stands twice, here and below the fields: keep one of the two.',
    );
  });

  test('every fault of a file is named at once', async () => {
    const message = await errorOf(readFields('title: A\nheadline: B\ntags: { a: b }\nbreaking: perhaps'));
    expect(message.split('\n').map((line) => line.split(':').slice(0, 3).join(':'))).toEqual([
      'a.md:2: title',
      'a.md:4: tags',
      'a.md:5: breaking',
    ]);
  });
});

describe('dates', () => {
  test.each([
    ['2026-11-22 09:00', '2026-11-22T09:00:00+01:00'],
    ['2026-07-01T09:00', '2026-07-01T09:00:00+02:00'],
    ['2026-11-22 09:00:05 +0200', '2026-11-22T07:00:05Z'],
    ['"November 22, 2026 at 9:00 pm"', '2026-11-22T21:00:00+01:00'],
  ])('%s is %s', async (written, at) => {
    const { value, notes } = await readFields(`date: ${written}`);
    expect(value.publishedAt).toBe(at);
    expect(notes).toEqual([expect.stringContaining(at)]);
  });

  test('the note shows the time and the zone, and the day that a bare date begins', async () => {
    const place = 'in Europe/Berlin, the time zone of the publication';
    expect((await readFields('date: 2026-11-22 09:00')).notes).toEqual([
      `2: date: 2026-11-22 09:00 is read as 2026-11-22T09:00:00+01:00 ${place}`,
    ]);
    expect((await readFields('date: 2026-11-22')).notes).toEqual([
      `2: date: 2026-11-22 is read as the beginning of that day, 2026-11-22T00:00:00+01:00 ${place}`,
    ]);
  });

  test.each([
    [
      '2026-10-25 02:30',
      'comes twice, because the clocks go back',
      '2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00',
    ],
    [
      '2026-03-29 02:30',
      'does not exist, because the clocks go forward',
      '2026-03-29T02:30:00+01:00 or 2026-03-29T02:30:00+02:00',
    ],
  ])('%s is refused with both readings', async (written, problem, readings) => {
    expect(await errorOf(readFields(`date: ${written}`))).toBe(
      `a.md:2: date: ${written} ${problem} in Europe/Berlin, the time zone of the publication: write ${readings}`,
    );
  });

  test.each([
    '22/11/2026',
    '2026',
    '2026-11',
    '22 Nov 26',
    '2026-02-30',
    'tomorrow',
    '2026-11-22 09:00 CET',
    '[2026-11-22]',
  ])('%s is refused with the form to write', async (written) => {
    expect(await errorOf(readFields(`date: ${written}`))).toMatch(
      /^a\.md:2: date: .*: write it like 2026-11-22 09:00, or/,
    );
  });

  test('the end of a flag needs a time', async () => {
    const { value, notes } = await readFields('breaking: true\nbreakingUntil: 2026-11-22 21:00');
    expect([value.breakingUntil, notes.length]).toEqual(['2026-11-22T21:00:00+01:00', 1]);
    expect(await errorOf(readFields('breakingUntil: 2026-11-22'))).toContain('2026-11-22 has no time: write it like');
    expect((await readFields('breaking: true\nbreakingUntil: null')).value).toMatchObject({ breakingUntil: null });
    expect((await readFields('breaking: true\nbreakingUntil:')).value).not.toHaveProperty('breakingUntil');
  });

  test('the time zone is asked for local dates only', async () => {
    writeFileSync(join(folder, 'utc.md'), `---\n${HEAD}date: 2026-11-22T09:00:00Z\n---\nText.`);
    const shell = { env: {}, out: () => {}, err: () => {}, cwd: folder };
    const ask = jest.fn(async () => ZONE);
    await readStoryFile('utc.md', shell, ask);
    expect(ask).not.toHaveBeenCalled();
  });
});

describe('authors', () => {
  test.each([
    ['Ann Li & Ben Ode', ['Ann Li', 'Ben Ode']],
    ['Ann Li, Ben Ode, and Cy van der Berg', ['Ann Li', 'Ben Ode', 'Cy van der Berg']],
    ['Li, Ann; Ode, Ben', ['Li, Ann', 'Ode, Ben']],
    ['"King, Jr., Martin"', ['King, Jr., Martin']],
    ['Martin King, Jr.', ['Martin King, Jr.']],
    ['Ministry of Health and Social Care', ['Ministry of Health and Social Care']],
    ['Simon and Garfunkel', ['Simon and Garfunkel']],
    ['[Ann Li, Ben Ode]', ['Ann Li', 'Ben Ode']],
    ['{ name: Ann Li }', ['Ann Li']],
    ['1984', ['1984']],
  ])('%s', async (written, names) => {
    const { value, notes } = await readFields(`authors: ${written}`);
    expect(value.authors).toEqual(names.map((name) => ({ name })));
    expect(notes.length).toBeGreaterThanOrEqual(1);
  });

  test('with addresses', async () => {
    const { value } = await readFields('by: Ann Li <ann@news.example>, ben@news.example (Ben Ode)');
    expect(value.authors).toEqual([
      { name: 'Ann Li', email: 'ann@news.example' },
      { name: 'Ben Ode', email: 'ben@news.example' },
    ]);
  });
});

describe('a second line "By …"', () => {
  const BYLINE = 'the line "By Ann Li and Ben Ode" is the byline: read as 2 authors: Ann Li; Ben Ode';
  test.each([
    ['a.txt', 'River peaks\nBy Ann Li and Ben Ode\nIt was high.', 2, 'It was high.'],
    ['a.txt', 'River peaks\n\nBy Ann Li and Ben Ode\n\nIt was high.', 3, 'It was high.'],
    ['a.md', '# River peaks\n\n*By Ann Li and Ben Ode*\n\nIt was high.', 3, '<p>It was high.</p>\n'],
    [
      'a.md',
      '# River peaks\nBy Ann Li and **Ben Ode**\nIt was [high].\n\n[high]: /x',
      2,
      '<p>It was <a href="/x">high</a>.</p>\n',
    ],
    ['a.md', '---\nheadline: River peaks\n---\nBy Ann Li and Ben Ode\n\nIt was high.', 4, '<p>It was high.</p>\n'],
    [
      'a.html',
      '<h1>River peaks</h1>\n<p>By <b>Ann Li</b> and Ben Ode</p><p>It was high.</p>',
      2,
      '<p>It was high.</p>',
    ],
  ])('is a byline in %s: %j', async (name, text, line, body) => {
    const { value, notes } = await readFile(text, name);
    expect(value).toMatchObject({ headline: 'River peaks', authors: [{ name: 'Ann Li' }, { name: 'Ben Ode' }] });
    expect(String(value.body).trim()).toBe(body.trim());
    expect(notes).toEqual([`${line}: authors: ${BYLINE}`]);
  });

  test.each([
    'By noon the river was high',
    'By Ann Li.',
    'By Ann',
    'By the Old River',
    'By O Brien Ann Li Ben Ode',
    `By Ann ${'Li'.repeat(30)}`,
    'Ann Li',
  ])('stays a paragraph: %s', async (line) => {
    for (const [name, text] of [
      ['a.txt', `River peaks\n${line}\n\nIt was high.`],
      ['a.md', `# River peaks\n\n${line}\n\nIt was high.`],
      ['a.html', `<h1>River peaks</h1><p>${line}</p><p>It was high.</p>`],
    ] as const) {
      const { value } = await readFile(text, name);
      expect([value.authors, String(value.body).includes(line)]).toEqual([undefined, true]);
    }
  });

  test('stays where the fields name another author, and goes where they name the same', async () => {
    const text = (author: string) => `---\nauthor: ${author}\n---\n# River peaks\n\nBy Ann Li\n\nIt was high.`;
    expect((await readFile(text('Ben Ode'))).value).toMatchObject({
      ...{ authors: [{ name: 'Ben Ode' }], body: '<p>By Ann Li</p>\n<p>It was high.</p>\n' },
    });
    expect((await readFile(text('Ann Li'))).value).toMatchObject({ body: '<p>It was high.</p>\n' });
  });
});

describe('YAML', () => {
  test.each([
    ['headline: Storm: it comes', 'Storm: it comes'],
    ['headline: Q&A: "why" and how', 'Q&A: "why" and how'],
    ['headline: Storm:', 'Storm:'],
    ['headline: @home', '@home'],
    ['headline: 5% of it: gone\nsection: A', '5% of it: gone'],
  ])('%j can only be one text, and is read', async (fields, headline) => {
    const { value, notes } = await readFields(fields);
    expect(value.headline).toBe(headline);
    expect(notes).toEqual([expect.stringMatching(/^2: headline: read as headline: ["'].*["']$/)]);
  });

  test.each([
    [
      'headline: "Storm" comes',
      `2: the front matter cannot be read: write the text in quotation marks: headline: '"Storm" comes'`,
    ],
    [
      "headline: 'It's late'",
      `2: the front matter cannot be read: write the text in quotation marks: headline: "'It's late'"`,
    ],
    ['headline: [Update] Storm', 'headline: "[Update] Storm"'],
    ['headline: *bold* move', 'headline: "*bold* move"'],
    ['headline: *bold', 'headline: "*bold"'],
    ['headline: !important thing', 'headline: "!important thing"'],
    ['headline: > 5 people', 'headline: "> 5 people"'],
    ['headline: - x', 'headline: "- x"'],
    ['headline: Storm: it\n  comes', 'headline: "Storm: it comes"'],
    ['headline:Storm\ntags: a', 'a space is missing after the colon: write headline: Storm'],
    ['headline\ntags: b', 'this line names no field: write one like headline: River peaks'],
    ['\theadline: a', 'a tab begins this line: begin it with spaces'],
    [
      'headline: a\ntags: [a\nsection: c',
      '3: the front matter cannot be read: a closing ] is missing: write tags: [a]',
    ],
    [
      'title: [Update: Storm\nsection: c',
      '2: the front matter cannot be read: write the text in quotation marks: title: "[Update: Storm"',
    ],
    ['headline: "a\nsection: c', '2: the front matter cannot be read: a closing " is missing: write headline: "a"'],
    ['headline: a\nheadline: b', '3: the front matter cannot be read: headline stands twice: keep one of the two'],
    ['headline: a\nauthors:\n  - name: A\n url: b', '5: the front matter cannot be read: the spaces before this line'],
  ])('%j is answered with what to write', async (fields, message) => {
    expect(await errorOf(readFile(`---\n${fields}\n---\nText.`))).toContain(message);
  });

  test('words that YAML takes for a comment are named', async () => {
    const { notes } = await readFields('headline: A\nsummary: About #MeToo\nsection: Local # or World');
    expect(notes).toEqual(['3: summary: YAML leaves out #MeToo: to keep it, write summary: "About #MeToo"']);
  });
});

describe('fields without the two lines of hyphens', () => {
  test.each([
    ['a.txt', 'Headline: A: b\nEmbargo: 2027-01-01\n\nText.', 'Text.'],
    ['a.md', 'Title: A: b\r\nEmbargo: 2027-01-01\r\n\r\nText.', '<p>Text.</p>\n'],
    ['a.md', 'embargo: 2027-01-01\n\n# A: b\n\nText.', '<p>Text.</p>\n'],
  ])('are fields in %s: %j', async (name, text, body) => {
    const { value, notes } = await readFile(text, name);
    expect(value).toEqual({ headline: 'A: b', publishedAt: '2027-01-01T00:00:00+01:00', body });
    expect(notes[0]).toMatch(/^1: \w+: the lines above the text are read as fields$/);
  });

  test.each(['Summary: the year\n\nText.', 'Rivers: high\nRoads: closed\n\nText.', 'Date: a fruit\n\nText.'])(
    'are text where they may be text: %j',
    async (text) => {
      expect((await readFile(text, 'a.txt')).value.headline).toBe(text.split('\n')[0]);
    },
  );

  test.each([
    ['a.txt', 'River peaks\nEMBARGOED UNTIL 9 am\n\nText.', 2],
    ['a.txt', 'River peaks\n\nEmbargo: Monday\nText.', 3],
    ['a.md', '# River peaks\n\n**Embargo: Monday**\n\nText.', 3],
    ['a.html', '<h1>A</h1>\n<p><b>EMBARGO:</b> Monday</p>', 2],
    ['a.md', '---\nheadline: A\n---\nNot for publication\n\nText.', 4],
    ['a.txt', 'DRAFT - do not publish\n\nText.', 1],
    ['a.txt', 'Do not publish before Monday\nRiver peaks\n\nText.', 1],
    ['a.md', '# [DRAFT] River peaks\n\nText.', 1],
    ['a.md', '# River peaks\n\n**Under embargo until Monday**\n\nText.', 3],
    ['a.txt', 'DRAFT\n\nRiver peaks\n\nText.', 1],
  ])('an embargo in the text of %s is refused: %j', async (name, text, line) => {
    expect(await errorOf(readFile(text, name))).toMatch(
      new RegExp(`^a\\.\\w+:${line}: this line of the text seems to hold the story back`),
    );
  });

  test('a story about an embargo is a story', async () => {
    for (const text of [
      'Draft law reaches parliament\n\nText.',
      'Do not publish my letters, poet asked\n\nText.',
      'Embargo on oil ends\n\nText.',
      'Embargo lifted: what we know\n\nText.',
      'A\n\nB\n\nC\n\nEmbargo: a word.',
    ])
      expect((await readFile(text, 'a.txt')).value.headline).toBe(text.split('\n')[0]);
  });
});

describe('an embargo or a draft that would not count', () => {
  const FIELDS = 'headline: X\nsection: Local\ntags: A\nstatus: draft\nembargo: 2099-01-01 09:00\n';
  const texts = { txt: 'Headline\n\nText.\n', md: '# X\n\nText.\n', html: '<h1>X</h1><p>Text.</p>\n' };
  const files = Object.entries(texts);

  describe.each(files)('in a .%s file', (ending, text) => {
    const read = (whole: string) => readFile(whole, `a.${ending}`);

    test.each(['\n', ' ', '\r\n', '\uFEFF\uFEFF', '\u200B', '\u00A0\n\n'])(
      'counts below what does not show: %j',
      async (before) => expect((await read(`${before}---\n${FIELDS}---\n${text}`)).draft).toBe('status'),
    );

    test('counts where CR ends the lines', async () => {
      expect((await read(`---\n${FIELDS}---\n${text}`.replaceAll('\n', '\r'))).draft).toBe('status');
    });

    test.each([
      ['<!-- x -->\n---', '---'],
      ['----', '----'],
      ['\u2014-', '\u2014-'],
      ['\u2014', '\u2014'].map((dash) => dash.repeat(2)),
    ])('is refused between %j and %j', async (begin, end) => {
      const error = await errorOf(read(`${begin}\n${FIELDS}${end}\n${text}`));
      expect(error).toMatch(/the fields here would be text: begin the file with a line of exactly three hyphens/);
    });

    test('is refused beside an unknown field above the text', async () => {
      const error = await errorOf(read(`Headline: X\nPhotographer: Bo\nEmbargo: 2099-01-01 09:00\n\n${text}`));
      expect(error).toMatch(/^a\.\w+:2: Photographer: unknown field/);
    });

    test.each([
      'EMBARGO UNTIL 9am 1 December',
      'UNDER EMBARGO UNTIL TUESDAY',
      'STRICTLY EMBARGOED till Tuesday',
      '[EMBARGOED UNTIL 1 December]',
      '**Embargo**: 1 December',
      'Embargo \u2013 1 December 09:00',
      'Embargo\uFF1A1 December',
      'Embargoed to 00:01 Tuesday',
      'DRAFT',
      'DRAFT \u2013 do not publish',
      'DO NOT PUBLISH',
      'Not for release before 1 December',
      'HOLD FOR RELEASE',
      'For release at 9am Tuesday',
      'Status: draft',
      'Published: no',
      'Sperrfrist: 1. Dezember',
    ])('is refused as the line %s', async (line) => {
      const whole =
        ending === 'html' ? `<h1>X</h1><div>${line}</div><p>Text.</p>` : `${text.split('\n')[0]}\n\n${line}\n\nText.\n`;
      expect(await errorOf(read(whole))).toMatch(/seems to hold the story back/);
    });
  });

  test.each(['embargo: # until Friday', 'draft: # yes', 'embargo: #2099-01-01', 'Publish-Date:  # soon'])(
    'is refused as the comment %s',
    async (field) => expect(await errorOf(readFields(field))).toMatch(/^a\.md:2: [\w-]+: YAML leaves out #/),
  );

  test.each([
    'Draft law passes',
    'Embargo on oil ends',
    'For release of hostages, a march',
    'Do not publish rumours, they say',
  ])('is not seen in the headline %s', async (headline) =>
    expect((await readFile(`${headline}\n\nText.\n`, 'a.txt')).value.headline).toBe(headline),
  );

  test('is refused around the story of an answer', async () => {
    const text = '{ "draft": true, "story": { "headline": "A", "body": "b" }, "warnings": [] }';
    expect(await errorOf(readFile(text, 'a.json'))).toBe(
      'a.json:1: draft stands outside the story: write it into the story',
    );
  });

  test('is refused as the status Scheduled without a date, and Withdrawn is a draft', async () => {
    expect(await errorOf(readFields('status: Scheduled'))).toMatch(
      /^a\.md:2: status: the story is scheduled, and no line says for when/,
    );
    expect((await readFields('status: Scheduled\ndate: 2099-01-01 09:00')).value.publishedAt).toMatch(/^2099-01-01T09/);
    expect((await readFields('status: Withdrawn')).draft).toBe('status');
  });

  test.each(['isDraft', 'wip'])('is a draft by any word but no: %s', async (name) =>
    expect((await readFields(`${name}: x`)).draft).toBe(name),
  );

  test.each([
    'is_published',
    'live',
    'visible',
    'notBefore',
    'state',
    'post_status',
    'workflow',
    'Entwurf',
    'Sperrfrist',
    'start_date',
  ])('is never a field to remove without thought: %s', async (name) =>
    expect(await errorOf(readFields(`${name}: x`))).toMatch(/unknown field: to hold the story back, write embargo/),
  );
});

test('JSON with the answer of the server is its story', async () => {
  const { value, notes, lineOf } = await readFile(
    '{ "story": {\n"headline": "A", "body": "b" },\n"warnings": [] }',
    'a.json',
  );
  expect([value, notes.length, lineOf(['headline'])]).toEqual([{ headline: 'A', body: 'b' }, 1, 2]);
  expect((await readFile('{ "headline": "A", "body": "b", "draft": null }', 'a.json')).value).toEqual({
    headline: 'A',
    body: 'b',
  });
});

test.each([
  ['headline: [a, b]', 'headline: cannot be read: write it like headline: River peaks at dawn'],
  ['tags: { a: b }', 'tags: cannot be read: write it like tags: Rivers, Floods'],
  ['image: [a, b]', 'image: cannot be read: write it like image: https://media.example/river.jpg'],
  ['audio: 5', 'audio: cannot be read: write it like audio: https://media.example/river.mp3'],
  ['correction: [a, b]', 'correction: cannot be read: write it like correction: An earlier version'],
  ['authors: [{ name: [a, b] }]', 'authors/0/name: cannot be read: write it like authors: Ann Li, Ben Ode'],
])('%s is answered with an example, without a word of programmers', async (fields, message) => {
  const error = await errorOf(readFields(fields));
  expect(error).toContain(message);
  expect(error).not.toMatch(/\b(?:list|string|object|null|boolean|array|number)\b/i);
});

test('a headline of plain text in front matter leaves the whole text', async () => {
  const { value } = await readFile('---\nheadline: A\n---\nFirst line.\nSecond line.', 'a.txt');
  expect(value).toEqual({ headline: 'A', body: 'First line.\nSecond line.' });
});

test('a heading that repeats the headline goes', async () => {
  const { value, notes } = await readFile('---\nheadline: A\n---\n# A\n\nText.');
  expect(notes).toEqual(['2: headline: the heading of the text repeats the headline, and is left out']);
  const html = await readFile('---\nheadline: A\n---\n<h1>A</h1><p>Text.</p>', 'a.html');
  expect([html.value.body, html.notes]).toEqual(['<p>Text.</p>', notes]);
  expect(value).toEqual({ headline: 'A', body: '<p>Text.</p>\n' });
});

describe('pictures and sound on disk', () => {
  const REMEDY = 'on disk cannot be uploaded yet: put it on the web and write its https address.';
  test.each([
    ['a.md', '---\nimage: river.png\n---\n# A\n\nb', `a.md:2: river.png: pictures ${REMEDY}`],
    ['a.md', '---\nimage:\n  url: ../river.png\n---\n# A\n\nb', `a.md:3: ../river.png: pictures ${REMEDY}`],
    ['a.md', '---\nsound: file:///home/ann/a.mp3\n---\n# A\n\nb', `a.md:2: file:///home/ann/a.mp3: sound ${REMEDY}`],
    ['a.md', '# A\n\nb\n\n![River](pics/river.png)', `a.md:5: pics/river.png: pictures ${REMEDY}`],
    [
      'a.html',
      '<h1>A</h1>\n<video poster="p.jpg"><source src="v.mp4"></video>',
      `a.html:2: p.jpg: pictures ${REMEDY}\na.html:2: v.mp4: videos ${REMEDY}`,
    ],
    ['a.md', '---\nimage: C:\\river.png\n---\n# A\n\nb', `a.md:2: C:\\river.png: pictures ${REMEDY}`],
  ])('are refused by name in %s: %j', async (name, text, message) => {
    expect(await errorOf(readFile(text, name))).toBe(message);
  });

  test('a path of the publication stays, unless a file has it', async () => {
    const path = join(folder, 'here.png');
    const text = (address: string) => `---\nimage: ${address}\ncanonicalUrl: https://old.example/a\n---\n# A\n\nb`;
    expect(
      (await readFile('# A\n\n![](/there.png) ![](//media.example/a.png) ![](https://media.example/b.png)')).notes,
    ).toEqual([]);
    expect((await readFile(text('here.png'))).value).toMatchObject({ image: { url: 'here.png' } });
    writeFileSync(path, '');
    expect(await errorOf(readFile(text('here.png')))).toContain('here.png: pictures on disk');
    expect(await errorOf(readFile(text(path)))).toContain(`${path}: pictures on disk`);
  });
});
