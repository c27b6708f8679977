import { urlIn } from '../../lambdas/news/values/uri';
import { clockFrom } from '../../lambdas/runtime/clock';
import { newsroomSettingsFrom } from '../../lambdas/runtime/newsroom-settings';
import { reason, StartError } from './start-error';

interface Setting {
  readonly meaning: string;
  /** The default, if it is a fixed value. */
  readonly fallback?: string;
  /** The default in words, if it is not a fixed value. */
  readonly otherwise?: string;
  readonly accepts?: (value: string) => boolean;
  /** The accepted values, in words that follow "must be". */
  readonly form?: string;
}

/** All settings: environment variables, read once at the start. */
export const SETTINGS = {
  PORT: {
    meaning: 'the port to serve at; 0 picks a free one',
    fallback: '3000',
    accepts: (value) => /^\d{1,5}$/.test(value) && Number(value) < 65_536,
    form: 'a number from 0 to 65535',
  },
  BULLETIN_DATA: { meaning: 'the folder that keeps the stories; :memory: keeps nothing', fallback: '.bulletin/' },
  BULLETIN_SEED: {
    meaning: 'whether an empty table gets the seed story; no for one that a whole newsroom is imported into',
    fallback: 'yes',
    accepts: (value) => /^(?:yes|no)$/.test(value),
    form: 'yes or no',
  },
  BULLETIN_TOKEN: {
    meaning: 'a token that may do everything on the newsroom side',
    otherwise: 'one is made, kept in BULLETIN_DATA and printed',
    accepts: (value) => value.trim() !== '',
    form: 'more than blanks',
  },
  BULLETIN_CLOCK: {
    meaning: 'a file that holds the moment to use, ISO 8601, read again at each request',
    otherwise: 'the time it is',
  },
  BULLETIN_URL: { meaning: 'the public address, which documents name', otherwise: 'http://localhost:PORT' },
  BULLETIN_TITLE: { meaning: 'what the feed is called', fallback: 'Bulletin' },
  BULLETIN_DESCRIPTION: { meaning: 'what the feed is about', fallback: 'The latest stories' },
  BULLETIN_LANGUAGE: { meaning: 'the language of the feed, a BCP 47 tag with subtags of IANA', fallback: 'en' },
  BULLETIN_TIME_ZONE: {
    meaning: 'the time zone of dates without one in story files, a name of IANA such as Europe/Berlin',
    fallback: 'UTC',
  },
  BULLETIN_COPYRIGHT: { meaning: 'the line that names the owner of the rights', otherwise: 'none' },
  BULLETIN_LICENSE: { meaning: 'the web address of the license of the stories', otherwise: 'none' },
  BULLETIN_BREAKING_FOR: {
    meaning: 'how long a story breaks unless its editor says otherwise, ISO 8601',
    fallback: 'PT4H',
  },
  BULLETIN_WITHDRAWN_FOR: { meaning: 'how long feeds say that a story was withdrawn, ISO 8601', fallback: 'P30D' },
  BULLETIN_TABLE: {
    meaning: "the table's name",
    fallback: 'bulletin',
    accepts: (value) => /^[\w.-]{3,255}$/.test(value),
    form: '3 to 255 letters, digits, hyphens, dots or underscores',
  },
  AWS_ENDPOINT_URL_DYNAMODB: {
    meaning: 'a DynamoDB to use instead of the embedded one',
    otherwise: 'the embedded engine is started',
    accepts: (value) => urlIn(value) !== undefined,
    form: 'an address such as http://localhost:8000',
  },
} as const satisfies Record<string, Setting>;

type Name = keyof typeof SETTINGS;

/** The values of all settings. A setting without a fallback may be undefined. */
export type Settings = {
  readonly [N in Name]: (typeof SETTINGS)[N] extends { fallback: string } ? string : string | undefined;
};

/** Reads the settings; an empty variable counts as not set. Throws a StartError that names a bad setting. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const read = ([name, setting]: [string, Setting]): [string, string | undefined] => {
    const value = env[name] || setting.fallback;
    if (value !== undefined && setting.accepts?.(value) === false) {
      throw new StartError(`${name} is ${JSON.stringify(value)}, but must be ${setting.form}.`);
    }
    return [name, value];
  };
  return Object.fromEntries(Object.entries(SETTINGS).map(read)) as Settings;
}

/** Checks the settings of the apps before anything starts. Throws a StartError that names a bad setting. */
export function checkForApp(env: NodeJS.ProcessEnv): void {
  try {
    newsroomSettingsFrom(env);
  } catch (error) {
    throw new StartError(reason(error));
  }
  try {
    clockFrom(env)();
  } catch (error) {
    throw new StartError(`BULLETIN_CLOCK does not give a time: ${reason(error)}`);
  }
}

/** The settings in the help of the command that starts the local server. */
export function settingsHelp(command: string): string {
  const width = Math.max(...Object.keys(SETTINGS).map((name) => name.length));
  const lines = Object.entries<Setting>(SETTINGS).map(
    ([name, { meaning, fallback, otherwise }]) =>
      `  ${name.padEnd(width)}  ${meaning}\n  ${' '.repeat(width)}  default: ${fallback ?? otherwise}`,
  );
  return `
Settings are environment variables: PORT=8080 ${command}

${lines.join('\n')}
`;
}
