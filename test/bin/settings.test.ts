import { checkForApp, help, readSettings, SETTINGS } from '../../bin/local/settings';
import { settingsFrom } from '../../lambdas/runtime/settings';

test('help lists each setting with what holds without it', () => {
  const said = help();
  for (const [name, setting] of Object.entries(SETTINGS)) {
    const otherwise = 'fallback' in setting ? setting.fallback : setting.otherwise;
    expect(said).toContain(`  ${name} `);
    expect(said).toContain(`${setting.meaning}\n`);
    expect(said).toContain(`default: ${otherwise}\n`);
  }
});

test('an empty variable counts as none', () => {
  expect(readSettings({ PORT: '' })).toMatchObject({
    PORT: '3000',
    BULLETIN_TABLE: 'bulletin',
    BULLETIN_TOKEN: undefined,
  });
});

test('what the app takes for granted is what help says', () => {
  const { BULLETIN_TABLE, ...said } = readSettings({});
  const places = { BULLETIN_TABLE, BULLETIN_URL: 'http://localhost:3000' };
  expect(settingsFrom({ ...said, ...places })).toEqual(settingsFrom(places));
});

test.each([
  ['PORT', '99999', 'PORT is "99999", and must be a number from 0 to 65535.'],
  ['PORT', '-1', 'PORT is "-1"'],
  ['BULLETIN_TOKEN', ' ', 'BULLETIN_TOKEN is " ", and must be more than blanks.'],
  ['BULLETIN_SEED', 'none', 'BULLETIN_SEED is "none", and must be yes or no.'],
  ['BULLETIN_TABLE', 'a b', 'BULLETIN_TABLE is "a b"'],
  ['AWS_ENDPOINT_URL_DYNAMODB', 'localhost', 'AWS_ENDPOINT_URL_DYNAMODB is "localhost"'],
])('a bad %s is named: %s', (name, value, said) => {
  expect(() => readSettings({ [name]: value })).toThrow(said);
});

test.each([
  ['BULLETIN_URL', 'news.example'],
  ['BULLETIN_LANGUAGE', 'e_n'],
  ['BULLETIN_BREAKING_FOR', '4h'],
  ['BULLETIN_WITHDRAWN_FOR', 'P1M'],
  ['BULLETIN_CLOCK', '/no/such/file'],
])('a bad %s is named before anything is started: %s', (name, value) => {
  const good = { BULLETIN_TABLE: 'bulletin', BULLETIN_URL: 'http://localhost:3000' };
  expect(() => checkForApp({ ...good, [name]: value })).toThrow(new RegExp(`${name} .*`));
});
