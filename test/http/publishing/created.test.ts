import { type EventShape, SHAPES } from '../../harness/http/events';
import { ADDRESS, useFunctions } from '../../harness/http/functions';
import { newsroomClient, STORY, type Stored, testNothingLeaked } from './newsroom-client';

const functions = useFunctions();
const { ask, post, put, current } = newsroomClient(functions);

describe('201', () => {
  describe.each(SHAPES)('through %s', (name, event: EventShape) => {
    test('with Location, ETag "1", the story and its warnings, and a GET of its Location finds it', async () => {
      const id = `nächste-語-${name.replaceAll(' ', '-')}`;
      const body = { id, headline: 'Nächste', body: 'Plain text.', tags: ['Syria'], image: { url: '/a.jpg' } };
      const answer = await ask('POST', '/stories', { body, event });
      expect(answer).toMatchObject({
        status: 201,
        headers: {
          location: `/newsroom/stories/${encodeURIComponent(id)}`,
          etag: '"1"',
          'cache-control': 'no-store',
          'content-type': 'application/json',
        },
      });
      const { story, warnings } = answer.json<Stored>();
      expect(story).toMatchObject({
        id,
        guid: expect.stringMatching(/^urn:uuid:/),
        url: `${ADDRESS}/stories/${encodeURIComponent(id)}`,
        revision: 1,
        status: 'published',
        publishedAt: '2026-11-22T20:00:00Z',
        breaking: false,
      });
      expect(warnings.map(({ pointer }) => pointer).sort()).toEqual([
        '#/body',
        '#/image/alt',
        '#/image/url',
        '#/summary',
      ]);
      const path = answer.headers.location as string;
      const found = await ask('GET', path.replace('/newsroom', ''), { event });
      expect(found).toMatchObject({ status: 200, headers: { etag: '"1"', 'cache-control': 'no-store' } });
      expect(found.json()).toEqual({ story });
    });
  });

  test('with an id from the headline, and -2, -3 where it is taken', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 3; i++)
      ids.push((await post({ headline: 'Morning Briefing!', body: `<p>${i}</p>` })).json<Stored>().story.id);
    expect(ids).toEqual(['morning-briefing', 'morning-briefing-2', 'morning-briefing-3']);
  });

  test('for a story under embargo, which readers cannot see and the newsroom can', async () => {
    const body = { ...STORY, id: 'to-come', publishedAt: '2027-01-01T00:00:00Z', tags: ['To Come'] };
    expect((await post(body)).json<Stored>().story).toMatchObject({ status: 'scheduled' });
    for (const path of ['/stories/to-come', '/api/stories/to-come', '/tags/to-come/rss.xml'])
      expect((await functions.read({ path })).status).toBe(404);
    expect(await current('to-come')).toMatchObject({ status: 'scheduled' });
  });
});

describe('the next read finds an upload in every feed of it', () => {
  const FILES = ['rss.xml', 'atom.xml', 'feed.json'];
  const everywhere = (...folders: string[]) => folders.flatMap((folder) => FILES.map((file) => `${folder}/${file}`));
  const holds = async (paths: string[], text: string) => {
    const found: string[] = [];
    for (const path of paths) if ((await functions.read({ path })).text.includes(text)) found.push(path);
    return found;
  };

  const COMMON = [...everywhere('', '/languages/en', '/authors/jane-roe'), '/', '/api/stories'];
  const BEFORE = everywhere('/sections/first-section', '/tags/first-tag');
  const AFTER = everywhere('/sections/second-section', '/tags/second-tag');
  const BREAKING = everywhere('/breaking');
  const ALL = [...COMMON, ...BEFORE, ...AFTER, ...BREAKING];
  const fields = { body: '<p>Text.</p>', authors: [{ name: 'Jane Roe' }], language: 'en' };

  test('and nowhere else; an edit moves it, and a flag adds it to the breaking feeds', async () => {
    expect(await holds(ALL, 'Seen at once')).toEqual([]);
    await functions.upload({
      ...fields,
      id: 'seen',
      headline: 'Seen at once',
      section: 'First Section',
      tags: ['First Tag'],
    });
    expect(await holds(ALL, 'Seen at once')).toEqual([...COMMON, ...BEFORE]);

    const moved = { ...fields, headline: 'Seen and moved', section: 'Second Section', tags: ['Second Tag'] };
    expect((await put('seen', moved, { 'if-match': '"1"' })).status).toBe(200);
    expect(await holds(ALL, 'Seen at once')).toEqual([]);
    expect(await holds(ALL, 'Seen and moved')).toEqual([...COMMON, ...AFTER]);

    expect((await ask('PUT', '/stories/seen/breaking', { body: { until: null } })).status).toBe(200);
    expect(await holds(ALL, 'Seen and moved')).toEqual([...COMMON, ...AFTER, ...BREAKING]);
    expect((await ask('DELETE', '/stories/seen/breaking')).status).toBe(200);
    expect(await holds(ALL, 'Seen and moved')).toEqual([...COMMON, ...AFTER]);
  }, 15_000);
});

describe('an upload whose headline another story has', () => {
  const SAME = { headline: 'The same headline', summary: 'S', body: '<p>B</p>' };
  const second = {
    pointer: '#/id',
    detail: 'the id the-same-headline is taken by another story: this one got the id the-same-headline-2',
  };

  test('gets another id, with a warning that names both, also when it is tried or repeated', async () => {
    expect((await post(SAME)).json<Stored>().warnings).toEqual([]);
    const tried = await ask('POST', '/stories?dry-run=true', { body: SAME });
    expect(tried.json<Stored>().warnings).toEqual([second]);
    const key = { 'idempotency-key': 'the-same' };
    expect((await post(SAME, key)).json<Stored>().warnings).toEqual([second]);
    expect((await post(SAME, key)).json<Stored>().warnings).toEqual([second]);
  });

  test('has no such warning with an id of its own', async () => {
    expect((await post({ ...SAME, id: 'my-own-id' })).json<Stored>().warnings).toEqual([]);
  });
});

testNothingLeaked(functions);
