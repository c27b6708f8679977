/** A story that is stored as it is sent. */
export const good = {
  headline: 'A new story',
  body: '<p>It is <b>new</b>.</p><script>x</script>',
  section: 'World',
  tags: ['Harbours'],
};
export const any = { 'if-match': '*' };
const put = (path, body, headers = any) => ['PUT', `/newsroom/stories/${path}`, { body, headers }];

/** Edits of a living newsroom, each at its own minute; new stories get random guids, which the run replaces. */
export const EDITS = [
  ['POST', '/newsroom/stories', { body: { ...good, id: 'new' }, headers: { 'idempotency-key': 'once' } }],
  ['POST', '/newsroom/stories', { body: { ...good, id: 'new' }, headers: { 'idempotency-key': 'once' } }],
  ['POST', '/newsroom/stories', { body: { ...good, id: 'other' }, headers: { 'idempotency-key': 'once' } }],
  [
    'POST',
    '/newsroom/stories',
    { body: { ...good, section: 'Brand new', tags: ['Newest'], authors: [{ name: 'New Author' }], breaking: true } },
  ],
  put('long', { ...good, headline: 'Revised', section: 'Brand new', reason: 'shorter' }, { 'if-match': '"1"' }),
  put('elections', { ...good, correction: { note: 'صُحّح & more' }, significant: false }),
  put('new/breaking', { for: 'PT1H' }),
  ['DELETE', '/newsroom/stories/breaks-on/breaking'],
  put('2026-07-5/withdrawal', { reason: 'r', note: 'Gone & “lost”' }),
  put('2026-07-5/withdrawal', { reason: 'r', note: 'Said anew' }),
  put('2026-03-11/withdrawal', { reason: 'archive' }),
  put('embargo-late/withdrawal', { reason: 'r' }),
  ['DELETE', '/newsroom/stories/2026-07-8/withdrawal', { headers: any }],
  [
    'POST',
    '/newsroom/imports',
    {
      body: {
        stories: [
          { guid: 'https://old.example/?p=12', ...good },
          { guid: 'tag:old.example,2026:14', ...good, publishedAt: '2026-06-01T00:00:00Z' },
          { guid: 'x' },
        ],
      },
    },
  ],
];
