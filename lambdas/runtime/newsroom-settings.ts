import { checkLanguage } from '../news/language/check-language';
import { type Environment, type Settings, settingsFrom } from './settings';

/** Reads the settings. Throws an Error that names a missing or invalid setting, and a language that IANA's registry lacks. */
export function newsroomSettingsFrom(environment: Environment): Settings {
  const language = environment.BULLETIN_LANGUAGE?.trim();
  const problem = language ? checkLanguage(language).problem : undefined;
  if (problem !== undefined) throw new Error(`environment variable BULLETIN_LANGUAGE is ${language}: ${problem}`);
  return settingsFrom(environment);
}
