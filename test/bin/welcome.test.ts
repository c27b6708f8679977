import { welcome } from '../../bin/local/welcome';

const local = 'http://localhost:4000';
const seed = { id: 'kerry', publishedAt: '2013-06-03T20:00:00Z', breakingUntil: null };
const command = 'npm run --silent bulletin --';
const screen = (more: Partial<Parameters<typeof welcome>[0]>) =>
  welcome({ local, url: local, token: 'made', command, seed, ...more });

test.each([
  [{ folder: '.bulletin/' }, 'npm run --silent bulletin --'],
  [{ folder: '/tmp/my news' }, "BULLETIN_DATA='/tmp/my news' npm run --silent bulletin --"],
  [{ folder: "it's" }, "BULLETIN_DATA='it'\\''s' npm run --silent bulletin --"],
  [{}, 'BULLETIN_URL=http://localhost:4000 BULLETIN_TOKEN=made npm run --silent bulletin --'],
  [
    { token: undefined },
    'BULLETIN_URL=http://localhost:4000 BULLETIN_TOKEN=$BULLETIN_TOKEN npm run --silent bulletin --',
  ],
])('with %j the start screen gives commands that find the server', (more, typed) => {
  expect(screen(more)).toContain(`or from a file: ${typed} publish story.md\n`);
  expect(screen(more)).toContain(`\n  ${typed} unbreak kerry\n`);
});

test('the start screen says until when the seed story breaks, and nothing of one that does not', () => {
  expect(screen({})).toContain('The first story is of 2013. It is breaking news until its flag is cleared.');
  expect(screen({ seed: { ...seed, breakingUntil: '2026-11-29T12:00:00Z' } })).toContain('until 2026-11-29T12:00:00Z.');
  expect(screen({ seed: undefined })).not.toContain('The first story');
});

test('the token is a line to export, which the curl command uses; a token of the user is not shown', () => {
  expect(screen({})).toContain('\n  export BULLETIN_TOKEN=made\n  curl ');
  expect(screen({})).toContain('Bearer $BULLETIN_TOKEN"');
  expect(screen({ token: undefined })).not.toContain('export');
});
