import { welcome } from '../../bin/local/welcome';

const local = 'http://localhost:4000';
const seed = { id: 'kerry', publishedAt: '2013-06-03T20:00:00Z', breakingUntil: null };
const screen = (more: Partial<Parameters<typeof welcome>[0]>) =>
  welcome({ local, url: local, token: 'made', seed, ...more });

test.each([
  [{ folder: '.bulletin/' }, 'npm run bulletin --'],
  [{ folder: '/tmp/my news' }, "BULLETIN_DATA='/tmp/my news' npm run bulletin --"],
  [{ folder: "it's" }, "BULLETIN_DATA='it'\\''s' npm run bulletin --"],
  [{}, 'BULLETIN_URL=http://localhost:4000 BULLETIN_TOKEN=made npm run bulletin --'],
  [{ token: undefined }, 'BULLETIN_URL=http://localhost:4000 BULLETIN_TOKEN=$BULLETIN_TOKEN npm run bulletin --'],
])('with %j the start screen gives commands that find the server', (more, command) => {
  expect(screen(more)).toContain(`or from a file: ${command} publish story.md\n`);
  expect(screen(more)).toContain(`\n  ${command} unbreak kerry\n`);
});

test('the start screen says until when the seed story breaks, and nothing of one that does not', () => {
  expect(screen({})).toContain('The first story is of 2013. It is breaking news until its flag is cleared.');
  expect(screen({ seed: { ...seed, breakingUntil: '2026-11-29T12:00:00Z' } })).toContain('until 2026-11-29T12:00:00Z.');
  expect(screen({ seed: undefined })).not.toContain('The first story');
});
