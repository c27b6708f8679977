import { checkLicense } from '../news/values/check-license';
import { cleanCharacters } from '../news/values/clean-characters';
import { closeBidi } from '../news/values/close-bidi';
import { parseDuration } from '../news/values/duration';
import { urlIn } from '../news/values/uri';

/** The settings of a function, from its environment. */
export interface Settings {
  readonly table: string;
  /** The public address. If left out, documents name the host of the viewer's request. */
  readonly url?: string;
  readonly title: string;
  readonly description: string;
  readonly language: string;
  /** The line that names the owner of the rights. */
  readonly copyright?: string;
  /** The address of the license, in ASCII. */
  readonly license?: string;
  /** ISO 8601: the default duration of a breaking flag. */
  readonly breakingFor: string;
  /** ISO 8601: how long feeds show a tombstone. */
  readonly withdrawnFor: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings. Throws an Error that names a missing or invalid setting. */
export function settingsFrom(environment: Environment): Settings {
  const optional = (name: string, byDefault: string): string => environment[name]?.trim() || byDefault;
  const url = environment.BULLETIN_URL?.trim();
  return {
    table: required(environment, 'BULLETIN_TABLE'),
    url: url ? readAddress('BULLETIN_URL', url) : undefined,
    title: readLine(environment.BULLETIN_TITLE) || 'Bulletin',
    description: readLine(environment.BULLETIN_DESCRIPTION) || 'The latest stories',
    language: readLanguageTag('BULLETIN_LANGUAGE', optional('BULLETIN_LANGUAGE', 'en')),
    copyright: readLine(environment.BULLETIN_COPYRIGHT) || undefined,
    license: readLicense('BULLETIN_LICENSE', environment.BULLETIN_LICENSE?.trim()),
    breakingFor: readDuration('BULLETIN_BREAKING_FOR', optional('BULLETIN_BREAKING_FOR', 'PT4H')),
    withdrawnFor: readDuration('BULLETIN_WITHDRAWN_FOR', optional('BULLETIN_WITHDRAWN_FOR', 'P30D')),
  };
}

/** The settings of the watch function. */
export interface WatchSettings {
  readonly table: string;
  /** The public address of the watched feeds. */
  readonly url: string;
}

/** Reads the settings of the watch function. Throws an Error that names a missing or invalid setting. */
export const watchSettingsFrom = (environment: Environment): WatchSettings => ({
  table: required(environment, 'BULLETIN_TABLE'),
  url: readAddress('BULLETIN_WATCH_URL', required(environment, 'BULLETIN_WATCH_URL')),
});

function required(environment: Environment, name: string): string {
  const value = environment[name]?.trim();
  if (!value) throw new Error(`environment variable ${name} is not set`);
  return value;
}

/** A text as one line, cleaned like a headline: documents show it. */
const readLine = (text = ''): string =>
  closeBidi(cleanCharacters(text).text.replace(/\s+/g, ' ')).trim().normalize('NFC');

/** A web address without the slash at its end. */
function readAddress(name: string, value: string): string {
  const url = urlIn(value);
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    throw new Error(`environment variable ${name} is ${value}: give a web address such as https://news.example`);
  }
  return url.href.replace(/\/+$/, '');
}

function readLicense(name: string, value: string | undefined): string | undefined {
  if (!value) return undefined;
  const { address, problem } = checkLicense(value);
  if (problem === undefined) return address;
  throw new Error(`environment variable ${name} is ${value}: ${problem}`);
}

// The newsroom side and the stack also check the subtags: their table is too large for the read function.
function readLanguageTag(name: string, value: string): string {
  try {
    return new Intl.Locale(value).baseName;
  } catch {
    throw new Error(`environment variable ${name} is ${value}: give a language tag such as en or pt-BR (BCP 47)`);
  }
}

function readDuration(name: string, value: string): string {
  if (parseDuration(value) !== undefined) return value;
  throw new Error(`environment variable ${name} is ${value}: give an ISO 8601 duration such as PT4H or P30D`);
}
