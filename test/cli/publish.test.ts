import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { useLocalNewsroom } from './local-newsroom';

jest.setTimeout(60_000);

const newsroom = useLocalNewsroom();
const { run, write } = newsroom;

const RIVER = `---
section: Local
tags: [Rivers, Weather]
authors:
  - name: Ann Li
---

# River *peaks* at dawn & falls

It was **high**.
`;

describe('publish', () => {
  test('accepts JSON, Markdown, HTML and plain text, and prints the address of each story', async () => {
    write('river.md', RIVER);
    write('council.json', JSON.stringify({ headline: 'Council meets', body: '<p>Today.</p>', id: 'council' }));
    write(
      'fluss.html',
      '<html lang="de"><head><title>Seite</title><meta name="description" content="Kurz."><meta name="author" content="Bo"></head>' +
        '<body><nav>Weg</nav><article><h1>Der Fluss &amp; ich</h1><p>Hoch.</p></article></body></html>',
    );
    write('town.txt', 'Town meets\n\nIt met <today> & left.\nLate.\n\nMore.\n');
    const { code, out } = await run('publish river.md council.json fluss.html town.txt');
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toEqual(
      ['river-peaks-at-dawn-falls', 'council', 'der-fluss-ich', 'town-meets'].map((id) =>
        expect.stringMatching(new RegExp(`^${id} published [\\dT:-]+Z: ${newsroom.server.address}/stories/${id}$`)),
      ),
    );
    expect(await newsroom.story('river-peaks-at-dawn-falls')).toMatchObject({
      headline: 'River peaks at dawn & falls',
      section: 'Local',
      tags: ['Rivers', 'Weather'],
      authors: [{ name: 'Ann Li' }],
      body: '<p>It was <strong>high</strong>.</p>\n',
    });
    expect(await newsroom.story('der-fluss-ich')).toMatchObject({
      headline: 'Der Fluss & ich',
      language: 'de',
      summary: 'Kurz.',
      authors: [{ name: 'Bo' }],
      body: '<p>Hoch.</p>',
    });
    expect(await newsroom.story('town-meets')).toMatchObject({
      headline: 'Town meets',
      body: '<p>It met &lt;today&gt; &amp; left.\nLate.</p>\n<p>More.</p>',
    });
  });

  test.each([
    'Contact the desk <desk@news.example> or see <https://news.example/a>.\n\nSecond paragraph.',
    'The Smiths <Name Surname> know that x<y, and AT&T.\nSee https://news.example/b.\n\nMore <b>words</b>.',
  ])('gives one story, whichever way the text comes: %j', async (body) => {
    write('way.txt', `By text\n\n${body}`);
    write('way.md', `# By Markdown\n\n${body}\n`);
    write('way.json', JSON.stringify({ headline: 'By API', body }));
    expect((await run('publish way.txt way.md way.json --new')).code).toBe(0);
    const bodies = ['by-text', 'by-markdown', 'by-api'].map(async (id) => (await newsroom.story(id)).body);
    const [text, markdown, api] = await Promise.all(bodies);
    expect(text).toBe(api);
    if (!body.includes('<b>')) expect(String(markdown).trim()).toBe(api);
    for (const id of ['by-text', 'by-markdown', 'by-api']) await run(`withdraw ${id} --reason x`);
  });

  test('of an unchanged file changes nothing', async () => {
    write('once.md', '# Only once\n\nReally.\n');
    for (const _ of [1, 2]) expect((await run('publish once.md')).code).toBe(0);
    expect((await run('show only-once-2')).code).toBe(1);
  });

  test('with an error in one file publishes the others and names the file', async () => {
    write('right.txt', 'This is right\n\nIt is.');
    const { code, out, err } = await run('publish missing.md right.txt');
    expect(code).toBe(1);
    expect(out).toMatch(/^this-is-right published /);
    expect(err).toMatch(/^missing\.md: no such file \(in .*\)\.\n/);
    expect(err).toMatch(/\nPublished: 1 of 2, not published: 1\.\n$/);
  });

  test('with --json prints one line of JSON for each file', async () => {
    write('machine.md', '# For machines\n\nText.');
    write('wrong.md', '---\nsection: Local\ntag: [Rivers]\nheadline: Wrong\n---\nText.');
    const { code, out } = await run('publish machine.md wrong.md missing.md --json');
    expect(code).toBe(1);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        file: 'machine.md',
        outcome: 'published',
        story: expect.objectContaining({ id: 'for-machines' }),
        warnings: expect.any(Array),
      },
      {
        file: 'wrong.md',
        error: {
          status: 422,
          detail: expect.any(String),
          errors: [{ pointer: '#/tag', line: 3, detail: expect.any(String) }],
        },
      },
      { file: 'missing.md', error: { detail: expect.stringContaining('no such file') } },
    ]);
  });

  test.each([
    [
      'comma.json',
      '{\n  "headline": "J",\n  "body": "x",\n}\n',
      /^comma\.json:4: is not JSON: .*extra comma before it/,
    ],
    ['open.json', '{\n  "headline": "J"', /^open\.json:2: is not JSON: a closing } is missing/],
    [
      'comment.json',
      '{\n  // so\n  "headline": "J", "body": "x" }',
      /^comment\.json:2: is not JSON: JSON has no comments/,
    ],
    [
      'two.json',
      '{ "headline": "J", "body": "x" }\n{}',
      /^two\.json:2: is not JSON: there is text after the end of the story/,
    ],
    [
      'tags.json',
      '{ "headline": "J",\n "body": "<p>x</p>",\n "tags": [\n  "a",\n  {} ] }',
      /^tags\.json:5: tags\/1: cannot be read: write it like "tags": "Rivers, Floods"/,
    ],
    ['list.json', '\n[]', /^list\.json:2: is not a story: write it like \{ "headline": /],
    [
      'again.json',
      '{ "headline": "J",\n"headline": "K", "body": "x" }',
      /^again\.json:2: headline stands twice: keep one/,
    ],
    ['yaml.md', '---\nheadline: A\ntags: [a\n---\ntext', /^yaml\.md:3: .*a closing \] is missing: write tags: \[a\]/],
    [
      'twice.md',
      '---\nheadline: A\nheadline: B\n---\ntext',
      /^twice\.md:3: .*headline stands twice: keep one of the two/,
    ],
    ['endless.md', '---\nheadline: A\n\ntext', /^endless\.md:1: the front matter has no end/],
    ['fieldless.md', '---\njust text\n---\ntext', /^fieldless\.md:2: the front matter has no fields/],
    [
      'nameless.md',
      'Text without a heading.',
      /^nameless\.md:1: there is no headline: begin the text with a # heading/,
    ],
    ['nameless.html', '<p>Text.</p>', /^nameless\.html:1: there is no headline: write an h1 or a title/],
    [
      'author.md',
      '---\nsection: A\nauthors: [[Ann, Ben]]\n---\n# B\n\nc',
      /^author\.md:3: authors\/0: cannot be read: write it like authors: Ann Li, Ben Ode/,
    ],
    ['long.md', `# ${'long '.repeat(70)}\n\nc`, /^long\.md:1: headline: /],
    ['bodiless.md', '---\nheadline: A\n---\n', /^bodiless\.md:4: body: nothing to show: write the story/],
    ['short.txt', 'Only a headline', /^short\.txt:1: there is no body/],
    ['empty.txt', ' \n', /^empty\.txt: is empty/],
    ['latin.txt', '', /^latin\.txt: is not UTF-8: in your editor, choose "Save as" and the encoding UTF-8/],
    ['story.xyz', 'x', /^story\.xyz: the ending of its name is unknown: use one of \.json, /],
    ['story.docx', 'x', /^story\.docx: is a Word file: save it as plain text/],
    ['word.txt', 'PK\u0003\u0004x', /^word\.txt: is a Word file/],
    ['story.rtf', '{\\rtf1 x}', /^story\.rtf: is an RTF file: save it as plain text/],
    ['rich.txt', '{\\rtf1 x}', /^rich\.txt: is an RTF file/],
    ['story.pdf', 'x', /^story\.pdf: is a PDF file: copy its text into a \.txt or \.md file, and publish that file\./],
  ])('refuses %s with file, line and remedy', async (name, text, remedy) => {
    write(name, name === 'latin.txt' ? Buffer.from('Gr\u00fc\u00dfe\n\nx', 'latin1') : text);
    const { code, out, err } = await run(`publish ${name}`);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(remedy);
  });

  test('takes the likely tag of an unreadable language, with a note', async () => {
    write('fluss.md', '---\nlanguage: deutsch\n---\n# Der Pegel steigt\n\nHoch.');
    const { code, err } = await run('publish fluss.md');
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringContaining('fluss.md:2: note: language: unreadable language: deutsch; the story gets de\n'),
    });
    expect(await newsroom.story('der-pegel-steigt')).toMatchObject({ language: 'de' });
    const preview = await run('preview fluss.md --json');
    expect(JSON.parse(preview.out)).toMatchObject({
      story: { language: 'de' },
      warnings: expect.arrayContaining([{ pointer: '#/language', line: 2, detail: expect.any(String) }]),
    });
    write('fluss.md', '---\nlanguage: english\n---\n# Level rises\n\nHigh.');
    const revised = await run('revise der-pegel-steigt fluss.md');
    expect(revised.err).toContain('fluss.md:2: note: language: unreadable language: english; the story gets en\n');
    expect(await newsroom.story('der-pegel-steigt')).toMatchObject({ language: 'en' });
  });

  test('shows the refusal of a language without a likely tag', async () => {
    write('nobody.md', '---\nlanguage: zz\n---\n# Nobody\n\nSpeaks it.');
    const { code, err } = await run('publish nobody.md');
    expect(code).toBe(1);
    expect(err).toContain(
      "nobody.md:2: language: IANA's registry has no language zz: write a tag like en, pt-BR or zh-Hant",
    );
  });

  test('prints each warning with its line', async () => {
    write('script.md', '---\nsection: Local\n---\n# Scripted\n\n<script>x</script>\n\nText.');
    expect((await run('publish script.md')).err).toMatch(/^script\.md:6: note: body: .*script/m);
  });

  test('of a draft publishes nothing, and names the line to take out', async () => {
    write('later.md', '---\nheadline: Later\ndraft: true\n---\nText.');
    const { code, out, err } = await run('publish later.md');
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe(
      'later.md:3: draft: this file says that it is a draft: take the line out when it may be published.\n',
    );
    expect((await run('revise council later.md')).code).toBe(1);
    expect((await run('preview later.md')).out).toMatch(/^Later\n/);
    expect((await run('show later')).code).toBe(1);
  });

  test('shows each note once in a run, and every note of a file in JSON', async () => {
    const text = (headline: string) => `---\ntitle: ${headline}\ntags: a, b\n---\nText.`;
    write('one.md', text('Note one'));
    write('two.md', text('Note two'));
    const { err } = await run('publish one.md two.md');
    expect(err).toContain('one.md:2: note: title: read as headline\none.md:3: note: tags: read as 2 tags: a; b\n');
    expect(err).not.toMatch(/^two\.md/m);
    write('three.md', text('Note three'));
    write('four.md', text('Note four'));
    const { out } = await run('publish three.md four.md --json');
    for (const line of out.trim().split('\n'))
      expect(JSON.parse(line).warnings).toContainEqual({ pointer: '#/title', line: 2, detail: 'read as headline' });
  });

  test('reads a local date in the time zone of the publication, and says which', async () => {
    write('local.md', '---\nheadline: Local date\nembargo: 2036-11-22 09:00\n---\nText.');
    for (const command of ['preview local.md', 'publish local.md', 'publish local.md --yes']) {
      const { err } = await run(command);
      expect(err).toContain(
        'local.md:3: note: embargo: 2036-11-22 09:00 is read as 2036-11-22T09:00:00Z in UTC, the time zone of the publication\n',
      );
    }
    expect(await newsroom.story('local-date')).toMatchObject({
      status: 'scheduled',
      publishedAt: '2036-11-22T09:00:00Z',
    });
  });

  test('warns of a picture that is not there, and publishes', async () => {
    const address = `${newsroom.server.address}/no-picture.png`;
    write('picture.md', `---\nheadline: Picture\nimage: ${address}\n---\nText.`);
    const { code, err } = await run('publish picture.md');
    expect(code).toBe(0);
    expect(err).toContain(`picture.md:3: note: image/url: ${address} answers 404: readers would get no picture\n`);
  });

  test('of a folder asks for its files', async () => {
    expect((await run('publish data')).err).toMatch(/^data: is a folder: name its files/);
  });
});

describe('preview', () => {
  test('shows the story, and stores nothing', async () => {
    write('soon.md', '---\nsection: Local\n---\n# Soon\n\nText.');
    const { code, out, err } = await run('preview soon.md');
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('Nothing was stored.') });
    expect(out).toMatch(/^Soon\npublished .*\n\nid +soon\n[\s\S]*<p>Text\.<\/p>/);
    expect((await run('show soon')).code).toBe(1);
  });

  test('shows the documents that readers would get', async () => {
    const as = async (format: string) => (await run(`preview soon.md --as ${format}`)).out;
    expect(parseRssFeed(await as('rss')).items).toMatchObject([{ title: 'Soon' }]);
    expect(parseAtomFeed(await as('atom')).entries).toHaveLength(1);
    expect(parseJsonFeed(await as('json')).items).toMatchObject([{ title: 'Soon' }]);
    expect(await as('html')).toContain('<h1>Soon</h1>');
  });

  test('shows the next revision of a story', async () => {
    const { out } = await run('preview soon.md --id council --json');
    expect(JSON.parse(out)).toMatchObject({ story: { id: 'council', revision: 2, headline: 'Soon' } });
    expect(await newsroom.story('council')).toMatchObject({ revision: 1 });
  });
});
