import { checkForApp, readSettings, SETTINGS, settingsHelp } from '../../bin/local/settings';
import { newsroomSettingsFrom } from '../../lambdas/runtime/newsroom-settings';

test('help lists each setting with its default', () => {
  const text = settingsHelp('npm start');
  expect(text).toContain('PORT=8080 npm start\n');
  for (const [name, setting] of Object.entries(SETTINGS)) {
    const otherwise = 'fallback' in setting ? setting.fallback : setting.otherwise;
    expect(text).toContain(`  ${name} `);
    expect(text).toContain(`${setting.meaning}\n`);
    expect(text).toContain(`default: ${otherwise}\n`);
  }
});

test('an empty variable counts as not set', () => {
  expect(readSettings({ PORT: '' })).toMatchObject({
    PORT: '3000',
    BULLETIN_TABLE: 'bulletin',
    BULLETIN_TOKEN: undefined,
  });
});

test('the defaults of the apps are those of the help', () => {
  const { BULLETIN_TABLE, ...defaults } = readSettings({});
  const places = { BULLETIN_TABLE, BULLETIN_URL: 'http://localhost:3000' };
  expect(newsroomSettingsFrom({ ...defaults, ...places })).toEqual(newsroomSettingsFrom(places));
});

test.each([
  ['PORT', '99999', 'PORT is "99999", but must be a number from 0 to 65535.'],
  ['PORT', '-1', 'PORT is "-1"'],
  ['BULLETIN_TOKEN', ' ', 'BULLETIN_TOKEN is " ", but must be more than blanks.'],
  ['BULLETIN_SEED', 'none', 'BULLETIN_SEED is "none", but must be yes or no.'],
  ['BULLETIN_TABLE', 'a b', 'BULLETIN_TABLE is "a b"'],
  ['AWS_ENDPOINT_URL_DYNAMODB', 'localhost', 'AWS_ENDPOINT_URL_DYNAMODB is "localhost"'],
])('a bad %s is named: %s', (name, value, message) => {
  expect(() => readSettings({ [name]: value })).toThrow(message);
});

test.each([
  ['BULLETIN_URL', 'news.example'],
  ['BULLETIN_LANGUAGE', 'e_n'],
  ['BULLETIN_LANGUAGE', 'zz'],
  ['BULLETIN_TIME_ZONE', 'Berlin'],
  ['BULLETIN_BREAKING_FOR', '4h'],
  ['BULLETIN_WITHDRAWN_FOR', 'P1M'],
  ['BULLETIN_CLOCK', '/no/such/file'],
])('a bad %s is named before anything starts: %s', (name, value) => {
  const good = { BULLETIN_TABLE: 'bulletin', BULLETIN_URL: 'http://localhost:3000' };
  expect(() => checkForApp({ ...good, [name]: value })).toThrow(new RegExp(`${name} .*`));
});

test('a bad language is named with the likely tag', () => {
  expect(() => checkForApp({ BULLETIN_TABLE: 'bulletin', BULLETIN_LANGUAGE: 'english' })).toThrow(
    "environment variable BULLETIN_LANGUAGE is english: IANA's registry has no language english: write en for English",
  );
  expect(() => checkForApp({ BULLETIN_TABLE: 'bulletin', BULLETIN_LANGUAGE: 'iw' })).not.toThrow();
});
