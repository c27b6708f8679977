import { readFeed } from '../../../../bin/cli/import/foreign-feed';
import { atom, entry, item, readStories, rss } from './read';

const json = (items: string, more = ''): string =>
  `{"version":"https://jsonfeed.org/version/1.1","title":"T",${more}"items":[${items}]}`;
const guids = (values: readonly Readonly<Record<string, unknown>>[]) => values.map(({ guid }) => guid);

describe('every item of a document is a story or named', () => {
  const episode = (n: number, more = '') =>
    `<item><title>Episode ${n}</title><link>https://old.example/</link><pubDate>0${n} Jan 2024 10:00 GMT</pubDate>${more}</item>`;
  const sound = (n: number) => `<enclosure url="https://old.example/${n}.mp3" length="1" type="audio/mpeg"/>`;

  test('items without a guid whose link is the site get a guid from their sound, and no page', async () => {
    const feed = rss([3, 2, 1].map((n) => episode(n, sound(n))).join(''));
    const { values, stories, skipped } = await readStories(feed);
    expect(stories.map(({ name }) => name)).toEqual(['Episode 1', 'Episode 2', 'Episode 3']);
    expect(guids(values)).toEqual([1, 2, 3].map((n) => `https://old.example/${n}.mp3`));
    expect(values.every(({ canonicalUrl }) => canonicalUrl === undefined)).toBe(true);
    expect(skipped).toEqual([]);
    // Alone, it gets that guid too: a later import of the feed finds it again.
    expect(guids((await readStories(rss(episode(3, sound(3))))).values)).toEqual(['https://old.example/3.mp3']);
  });

  test('without a sound the guid is a hash', async () => {
    const { values } = await readStories(rss(episode(2) + episode(1)));
    expect(new Set(guids(values)).size).toBe(2);
    expect(guids(values)).toEqual([expect.stringMatching(/^urn:sha256:/), expect.stringMatching(/^urn:sha256:/)]);
  });

  test('of different items with one link the oldest has it as guid', async () => {
    const linked = (n: number) => episode(n).replace('old.example/', 'old.example/page');
    const { values, stories } = await readStories(rss(linked(2) + linked(1)));
    expect(guids(values)).toEqual(['https://old.example/page', expect.stringMatching(/^urn:sha256:/)]);
    expect(stories[1]?.notes).toEqual(['another guid, because several items have this link: https://old.example/page']);
  });

  test('different items with one guid are stories', async () => {
    const feed = rss(item('a', '<title>New</title><link>/2</link>') + item('a', '<title>Old</title><link>/1</link>'));
    const { values } = await readStories(feed);
    expect(values.map(({ headline, guid }) => [headline, guid])).toEqual([
      ['Old', 'a'],
      ['New', expect.stringMatching(/^urn:sha256:/)],
    ]);
  });

  test('a repeated item is named, and so is the older version of an entry', async () => {
    const same = item('a', '<title>New</title><description>x</description>');
    expect(await readStories(rss(same + same))).toMatchObject({
      values: [{ guid: 'a' }],
      skipped: [{ name: 'a', kind: 'repeated items', why: expect.stringContaining('has this guid: a') }],
    });
    const versions = entry(1, '<title>Old</title>') + entry(1, '<title>New</title>').replace('01-01T', '01-02T');
    expect(await readStories(atom(versions))).toMatchObject({
      values: [{ headline: 'New' }],
      skipped: [{ kind: 'repeated items', why: expect.stringContaining('RFC 4287') }],
    });
  });

  test('skipped items that look alike are all counted, and archive documents count them once', async () => {
    const alike = '<item><title>U</title><link>https://old.example/</link></item>';
    const { skipped, remarks } = await readStories(rss(`${alike}${alike}<item/>${alike.replace('U', 'V')}<item/>`));
    expect(skipped.map(({ name, kind }) => [name, kind])).toEqual([
      ['https://old.example/', 'undated items'],
      ['https://old.example/', 'undated items'],
      ['item 3', 'undated items'],
      ['https://old.example/', 'undated items'],
      ['item 5', 'undated items'],
    ]);
    expect(remarks).toEqual(['this feed names no older documents: none of its items was taken']);
    const draft = '<title>D</title><app:draft xmlns:app="http://www.w3.org/2007/app">yes</app:draft>';
    expect((await readStories(atom(entry(1, draft) + entry(1, draft)))).skipped).toHaveLength(2);
    const withdrawn = (n: number) =>
      item(n, `<link>https://b.example/withdrawn</link><category domain="https://b.example/ns/withdrawn">w</category>`);
    const both = await readStories(rss(withdrawn(1) + withdrawn(2)));
    expect(both.skipped.map(({ name, kind }) => [name, kind])).toEqual([
      ['1', 'withdrawn stories'],
      ['2', 'withdrawn stories'],
    ]);
  });

  test('a repeated item without a guid is named by what it repeats', async () => {
    const bare = '<item><title>E</title><pubDate>Wed, 03 Jan 2024 11:00:00 GMT</pubDate></item>';
    const linked = bare.replace('<title>', '<link>https://old.example/e</link><title>');
    expect((await readStories(rss(bare + bare + linked + linked))).skipped).toEqual([
      { name: 'E', kind: 'repeated items', why: expect.stringContaining('title, date and text') },
      { name: 'https://old.example/e', kind: 'repeated items', why: expect.stringContaining('this link: https') },
    ]);
  });

  test('a story that changed after its deletion is back, and any other one is counted (RFC 6721)', async () => {
    const deleted = (id: string, when: string) =>
      `<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="urn:x:${id}" when="${when}"/>`;
    const dead = deleted('back', '2020-01-01T00:00:00Z') + deleted('gone', '2024-06-01T00:00:00Z');
    const { values, skipped } = await readStories(
      atom(dead + ['back', 'gone', 'stays'].map((id) => entry(id, `<title>${id}</title>`)).join('')),
    );
    expect(guids(values)).toEqual(['urn:x:stays', 'urn:x:back']);
    expect(skipped.map(({ name }) => name)).toEqual(['urn:x:back', 'urn:x:gone', 'urn:x:gone']);
    expect(skipped[0]?.why).toContain('changed later and is taken');
  });

  const marked = {
    'app:draft that is neither yes nor no': atom(
      entry(1, '<title>D</title><c:control xmlns:c="http://purl.org/atom/app#"><c:draft>true</c:draft></c:control>'),
    ),
    'draft of another namespace': atom(
      entry(1, '<title>D</title><draft xmlns="http://purl.org/atom-blog/ns#">true</draft>'),
    ),
    'app:draft in RSS': rss(
      item(
        1,
        '<title>D</title><app:control xmlns:app="http://www.w3.org/2007/app"><app:draft>yes</app:draft></app:control>',
      ),
    ),
    'status in RSS': rss(item(1, '<title>D</title><status>pending</status>')),
    'draft in JSON Feed': json('{"id":"1","title":"D","draft":true,"date_published":"2024-01-01T00:00:00Z"}'),
    'status in JSON Feed': json('{"id":"1","title":"D","status":"draft","date_published":"2024-01-01T00:00:00Z"}'),
    'an extension of JSON Feed': json(
      '{"id":"1","title":"D","_x":{"published":false},"date_published":"2024-01-01T00:00:00Z"}',
    ),
    'scheduled in JSON Feed': json(
      '{"id":"1","title":"D","status":"scheduled","date_published":"2024-01-01T00:00:00Z"}',
    ),
  };
  test.each(Object.entries(marked))('an item that is not public is skipped: %s', async (_, feed) => {
    expect(await readStories(feed)).toMatchObject({ stories: [], skipped: [{ kind: 'drafts' }] });
    expect((await readStories(feed, { include: new Set(['drafts']) })).stories).toHaveLength(1);
  });

  test('an item that is not for everyone is taken with --include private only', async () => {
    const feed = json('{"id":"1","title":"D","visibility":"members","date_published":"2024-01-01T00:00:00Z"}');
    expect(await readStories(feed)).toMatchObject({ stories: [], skipped: [{ kind: 'private posts' }] });
    expect((await readStories(feed, { include: new Set(['drafts']) })).stories).toHaveLength(0);
    expect((await readStories(feed, { include: new Set(['private']) })).stories).toHaveLength(1);
  });

  test('marks that say public hold nothing back', async () => {
    const open =
      '{"id":"1","title":"D","draft":false,"status":"publish","visibility":"public","published":"2024-01-01","_x":5,"date_published":"2024-01-01T00:00:00Z"}';
    expect((await readStories(json(open))).skipped).toEqual([]);
    const no =
      '<title>D</title><app:control xmlns:app="http://www.w3.org/2007/app"><app:draft> No </app:draft></app:control>';
    expect((await readStories(atom(entry(1, no)))).skipped).toEqual([]);
  });

  test('a title of Atom 0.3 in base64 is read', async () => {
    const { values } = await readStories(atom(entry(1, '<title mode="base64">SGVsbG8=</title>')));
    expect(values).toMatchObject([{ headline: 'Hello' }]);
  });

  test('a link or guid with a password costs no story, and no message names it', async () => {
    const feed = rss(
      '<item><title>A</title><link>https://:geheim@old.example/a</link><pubDate>Wed, 03 Jan 2024 11:00:00 GMT</pubDate></item>' +
        item('https://bob:geheim@old.example/b', '<title>B</title>') +
        item('https://bob:geheim@old.example/b', '<title>B</title>') +
        item('https://bob:ge/heim@old.example:x/c', '<draft/>'),
    );
    const { stories, skipped, values } = await readStories(feed);
    expect(values.map(({ headline, canonicalUrl }) => [headline, canonicalUrl])).toEqual([
      ['B', undefined],
      ['A', undefined],
    ]);
    expect(stories.map(({ name }) => name)).toEqual(['https://old.example/b', 'A']);
    expect(JSON.stringify(skipped)).not.toMatch(/ge.?heim/);
    expect(skipped).toHaveLength(2);
  });

  test('ids of JSON Feed stay to the letter', async () => {
    const items = ['9007199254740993', '9007199254740992', '7', '"x\\"123456789012345678901"', '1.0'].map(
      (id, i) => `{"id":${id},"title":"T${i}","content_text":"x","date_published":"2024-01-01T00:00:00Z"}`,
    );
    const { values } = await readStories(json(items.join(',')));
    expect(guids(values).sort()).toEqual(
      ['9007199254740993', '9007199254740992', '7', 'x"123456789012345678901', '1.0'].sort(),
    );
  });
});

describe('items that are no stories', () => {
  test.each(['http://www.w3.org/2007/app', 'http://purl.org/atom/app#'])('a draft (%s) is left out', async (space) => {
    const draft = `<title>D</title><app:control xmlns:app="${space}"><app:draft>yes</app:draft></app:control>`;
    const feed = atom(entry(1, draft) + entry(2, draft.replace('yes', 'no')));
    expect(await readStories(feed)).toMatchObject({
      values: [{ guid: 'urn:x:2' }],
      skipped: [{ name: 'urn:x:1', kind: 'drafts', why: expect.stringContaining('--include drafts') }],
    });
    expect((await readStories(feed, { include: new Set(['drafts'] as const) })).values).toHaveLength(2);
  });

  test("a withdrawn story of a Bulletin's feed is left out", async () => {
    const other = item(2, '<title>T</title><category domain="https://old.example/ns/other">Withdrawn</category>');
    const inRss = item(
      1,
      '<title>Withdrawn</title><category domain="https://old.example/ns/withdrawn">Withdrawn</category>',
    );
    const deleted =
      '<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="1" when="2024-01-01T00:00:00Z"/>';
    const inJson = '{"id":"1","title":"Withdrawn","_bulletin":{"withdrawn":{"at":"2024-01-01T00:00:00Z"}}}';
    for (const feed of [rss(inRss + other), atom(deleted + entry(2, '<title>T</title>')), json(inJson)])
      expect((await readStories(feed)).skipped).toMatchObject([{ name: '1', kind: 'withdrawn stories' }]);
    expect((await readStories(rss(inRss + other))).values).toMatchObject([{ guid: '2' }]);
  });

  test('an item without a date has that of its neighbour; a feed without any date is left out', async () => {
    const undated = (guid: string) => `<item><guid>${guid}</guid><title>T</title></item>`;
    const { values } = await readStories(rss(undated('a') + item('b', '<title>T</title>') + undated('c')));
    expect(values.map(({ publishedAt }) => publishedAt)).toEqual(Array(3).fill('2024-01-03T10:00:00Z'));
    const feed = rss(undated('a'), '<lastBuildDate>Wed, 03 Jan 2024 10:00:00 GMT</lastBuildDate>');
    expect(await readStories(feed)).toMatchObject({ values: [], skipped: [{ name: 'a', kind: 'undated items' }] });
    const { values: now } = await readStories(feed, { undated: 'now' });
    expect(now).toMatchObject([{ guid: 'a' }]);
    expect(now[0]?.publishedAt).toBeUndefined();
  });
});

describe('documents that are not well-formed', () => {
  test('the items before the place where one is cut off are taken, and the place is named', async () => {
    const whole = rss(item(1, '<title>One</title>') + item(2, '<title>Two</title>'));
    const { values, skipped, gap } = await readStories(whole.slice(0, whole.indexOf('Two') + 2));
    expect(guids(values)).toEqual(['1']);
    expect(skipped).toMatchObject([{ name: '2', kind: 'damaged items', isFault: true }]);
    expect(gap).toMatch(/^the document is cut off \(line 1, column \d+\)/);
    const document = json('{"id":"1","title":"One","date_published":"2024-01-01"},{"id":"2","title":"Tw');
    const cut = await readStories(document.slice(0, -2));
    expect(cut).toMatchObject({
      values: [{ guid: '1' }],
      skipped: [{ name: '2', isFault: true }],
      gap: expect.any(String),
    });
  });

  test('other faults are survived and named', async () => {
    const feed = rss(
      `${item(1, '<title>A & B &lt;3 &nbsp;&copy; &#150;</title><foo:x bar=y>z</foo:x>')}<item><title>C</i></title></item>` +
        item(3, '<title>D</title>'),
    );
    const { values, remarks } = await readStories(feed);
    expect(values.map(({ headline }) => headline).sort()).toEqual(['A & B <3 \u00a0© \u0096', 'C', 'D'].sort());
    expect(remarks[0]).toMatch(
      /^the document is not well-formed \(line 1, column \d+: unquoted attribute value\): check its stories\.$/,
    );
  });

  test('entities of the document type are read, and none inside of another', async () => {
    const feed = `<!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>${rss(item(1, '<title>&a; &b;</title>'))}`;
    expect((await readStories(feed)).values).toMatchObject([{ headline: 'x &a;&a;' }]);
  });

  test('elements without a namespace are read as those of Atom, and items may be nested by mistake', async () => {
    const feed = atom(entry(1, '<title>T</title>')).replace(/xmlns="[^"]*"/, '');
    expect((await readStories(feed)).values).toMatchObject([{ guid: 'urn:x:1' }]);
    const nested = rss(item(1, '<title>T</title>').replace('</item>', '') + item(2, '<title>U</title>'));
    expect(readFeed(nested)?.items.map(({ guid }) => guid)).toEqual(['1', '2']);
  });

  test('no other document is a feed', () => {
    for (const text of [
      '',
      'plain',
      `<rss>${'<a>'.repeat(100_000)}`,
      '<html><body>x</body></html>',
      '{"a":1}',
      '[]',
      '{"title":"x","items":[',
      '<',
    ])
      expect(readFeed(text)).toBeUndefined();
  });
});

describe('files of an item', () => {
  const sound = (attributes: string) => item(1, `<title>T</title><enclosure ${attributes}/>`);
  test.each([
    ['url="/a.mp3" length="1234" type="mp3"', 'audio/mpeg', 1234],
    ['url="/a.mp3" length="62,447,386" type="audio/mpeg"', 'audio/mpeg', 62_447_386],
    ['url="/a.mp3" length="12" type=" AUDIO/MPEG ; charset=binary"', 'audio/mpeg', 12],
    ['url="/a.m4a?x=1" length="12" type="binary/octet-stream"', 'audio/mp4', 12],
    ['url="/a.mp3" length="12" type="audio/"', 'audio/mpeg', 12],
    ['url="/a.mp3" length="12" type="x-audio/mp3"', 'audio/mpeg', 12],
    ['url="/a.mp3" length=""', 'audio/mpeg', undefined],
    ['url="/a.m4a" length="1" type="audio/x-m4a"', 'audio/x-m4a', 1],
  ])('the sound of %s', async (attributes, type, length) => {
    const { values } = await readStories(rss(sound(attributes)), { address: 'https://old.example/feed' });
    expect(values[0]).toMatchObject({ audio: { type } });
    expect(Object(values[0]?.audio).length).toBe(length);
  });

  test('a picture has its type by its ending, and every other file is named', async () => {
    const files =
      '<enclosure url="https://old.example/a.jpg" type="application/octet-stream"/>' +
      '<enclosure url="https://old.example/b.jpg" type="image/jpeg"/>' +
      '<enclosure url="https://old.example/f.mp4" type="video/mp4"/><enclosure url="https://old.example/x"/>';
    const { values, stories } = await readStories(rss(item(1, `<title>T</title>${files}`)));
    expect(values).toMatchObject([{ image: { url: 'https://old.example/a.jpg' } }]);
    expect(stories[0]?.notes).toEqual(
      ['b.jpg', 'f.mp4', 'x'].map((name) => expect.stringContaining(`: https://old.example/${name}`)),
    );
  });

  test('a podcast keeps duration and cover, and what a story has no place for is named', async () => {
    const podcast =
      '<title>T</title><enclosure url="https://old.example/1.mp3" length="9" type="audio/mpeg"/><itunes:duration>1:02:03</itunes:duration>' +
      '<itunes:season>2</itunes:season><itunes:image href="https://old.example/1.jpg"/><itunes:keywords>bridge, night</itunes:keywords>' +
      '<podcast:transcript url="https://old.example/1.vtt" type="text/vtt"/><podcast:person>Ann</podcast:person>';
    const { values, stories } = await readStories(rss(item(1, podcast)));
    expect(values).toMatchObject([
      { audio: { duration: 3723 }, image: { url: 'https://old.example/1.jpg' }, tags: ['bridge', 'night'] },
    ]);
    expect(stories[0]?.notes).toEqual([
      'podcast fields left out, because a story has none: season, transcript, person',
    ]);
  });
});
