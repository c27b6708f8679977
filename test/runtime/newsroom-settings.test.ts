import { newsroomSettingsFrom } from '../../lambdas/runtime/newsroom-settings';

const SETTINGS = { BULLETIN_TABLE: 'bulletin', BULLETIN_URL: 'https://news.example', AWS_REGION: 'eu-west-1' };
const TABLE = '../../lambdas/news/language/subtag-table';

/** Loads a function as a cold start does, with a language as setting. */
const start = (name: 'read' | 'publish', language: string) => () =>
  jest.isolateModules(() => {
    Object.assign(process.env, SETTINGS, { BULLETIN_LANGUAGE: language });
    require(`../../lambdas/${name}`);
  });

const startIn = (timeZone: string) => () => newsroomSettingsFrom({ ...SETTINGS, BULLETIN_TIME_ZONE: timeZone });

afterEach(() => jest.dontMock(TABLE));

test('the publish function does not start with a language that IANA lacks', () => {
  expect(start('publish', 'english')).toThrow(
    "environment variable BULLETIN_LANGUAGE is english: IANA's registry has no language english: write en for English",
  );
  expect(start('publish', 'pt-BR')).not.toThrow();
});

test('the publish function does not start with a time zone that IANA lacks', () => {
  expect(startIn('Berlin')).toThrow(
    'environment variable BULLETIN_TIME_ZONE is Berlin: give a name of the IANA time zone database, such as Europe/Berlin',
  );
  expect(startIn('+01:00')).toThrow('BULLETIN_TIME_ZONE');
  expect(startIn(' Europe/Berlin ')).not.toThrow();
  expect(startIn('')).not.toThrow();
});

test('no cold start of the read function loads the table of the registry', () => {
  jest.doMock(TABLE, () => {
    throw new Error('the table is loaded');
  });
  expect(start('publish', 'en')).toThrow('the table is loaded');
  expect(start('read', 'en')).not.toThrow();
});

test('the read function checks the form of its language', () => {
  expect(start('read', 'en_US')).toThrow('environment variable BULLETIN_LANGUAGE is en_US: give a language tag');
});
