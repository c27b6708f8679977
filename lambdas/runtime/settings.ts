import { parseDuration } from '../news/values/duration';
import { urlIn } from '../news/values/uri';

/** What a function is told by its environment. */
export interface Settings {
  readonly table: string;
  /** The public address; left out where documents name the host that a viewer asked. */
  readonly url?: string;
  readonly title: string;
  readonly description: string;
  readonly language: string;
  /** ISO 8601: how long a story breaks when nobody says until when. */
  readonly breakingFor: string;
  /** ISO 8601: how long feeds tell that a story was withdrawn. */
  readonly withdrawnFor: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings. Throws an Error that names a setting which is missing or cannot be. */
export function settingsFrom(environment: Environment): Settings {
  const optional = (name: string, otherwise: string): string => environment[name]?.trim() || otherwise;
  const url = environment.BULLETIN_URL?.trim();
  return {
    table: required(environment, 'BULLETIN_TABLE'),
    ...(url && { url: address('BULLETIN_URL', url) }),
    title: optional('BULLETIN_TITLE', 'Bulletin'),
    description: optional('BULLETIN_DESCRIPTION', 'The latest stories'),
    language: languageTag('BULLETIN_LANGUAGE', optional('BULLETIN_LANGUAGE', 'en')),
    breakingFor: duration('BULLETIN_BREAKING_FOR', optional('BULLETIN_BREAKING_FOR', 'PT4H')),
    withdrawnFor: duration('BULLETIN_WITHDRAWN_FOR', optional('BULLETIN_WITHDRAWN_FOR', 'P30D')),
  };
}

/** What the function that watches is told by its environment. */
export interface WatchSettings {
  readonly table: string;
  /** The public address whose feeds are watched. */
  readonly url: string;
}

/** Reads the settings of the function that watches. Throws an Error that names one which is missing or cannot be. */
export const watchSettingsFrom = (environment: Environment): WatchSettings => ({
  table: required(environment, 'BULLETIN_TABLE'),
  url: address('BULLETIN_WATCH_URL', required(environment, 'BULLETIN_WATCH_URL')),
});

function required(environment: Environment, name: string): string {
  const value = environment[name]?.trim();
  if (!value) throw new Error(`environment variable ${name} is not set`);
  return value;
}

/** A web address, without the slash at its end. */
function address(name: string, value: string): string {
  const url = urlIn(value);
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    throw new Error(`environment variable ${name} is ${value}: give a web address such as https://news.example`);
  }
  return url.href.replace(/\/+$/, '');
}

function languageTag(name: string, value: string): string {
  try {
    return Intl.getCanonicalLocales(value)[0] ?? value;
  } catch {
    throw new Error(`environment variable ${name} is ${value}: give a language tag such as en or pt-BR (BCP 47)`);
  }
}

function duration(name: string, value: string): string {
  if (parseDuration(value) !== undefined) return value;
  throw new Error(`environment variable ${name} is ${value}: give an ISO 8601 duration such as PT4H or P30D`);
}
