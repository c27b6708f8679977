import { checkLanguage } from '../news/language/check-language';
import { checkTimeZone } from '../news/values/check-time-zone';
import { type Environment, type Settings, settingsFrom } from './settings';

/** The settings of the newsroom side. */
export interface NewsroomSettings extends Settings {
  /** The zone of dates that a story file gives without one: a name of the IANA time zone database. */
  readonly timeZone: string;
}

/**
 * Reads the settings. Throws an Error that names a missing or invalid setting, a language that IANA's registry lacks, and a
 * time zone that its time zone database lacks.
 */
export function newsroomSettingsFrom(environment: Environment): NewsroomSettings {
  const language = environment.BULLETIN_LANGUAGE?.trim();
  const timeZone = environment.BULLETIN_TIME_ZONE?.trim() || 'UTC';
  refuse('BULLETIN_LANGUAGE', language, language ? checkLanguage(language).problem : undefined);
  refuse('BULLETIN_TIME_ZONE', timeZone, checkTimeZone(timeZone).problem);
  return { ...settingsFrom(environment), timeZone };
}

function refuse(name: string, value: string | undefined, problem: string | undefined): void {
  if (problem !== undefined) throw new Error(`environment variable ${name} is ${value}: ${problem}`);
}
