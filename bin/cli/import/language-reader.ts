import { checkLanguage } from '../../../lambdas/news/language/check-language';
import { cutWithEllipsis } from '../../../lambdas/news/values/cut-at-word';

/** Reads the text of a language; undefined for none. An unreadable text becomes its likely tag, or is left out, with a note. */
export type LanguageReader = (text: string | undefined, notes: string[]) => string | undefined;

/** Reads the languages of one import. Each unreadable text is noted once: a whole archive may repeat it. */
export function createLanguageReader(): LanguageReader {
  const known = new Map<string, string | undefined>();
  return (text, notes) => {
    const written = text?.trim() ?? '';
    if (written === '' || known.has(written)) return known.get(written);
    const { tag, problem, likely } = checkLanguage(written);
    const fate = likely === undefined ? 'the language of the publication' : likely;
    if (problem !== undefined)
      notes.push(`unreadable language: ${cutWithEllipsis(written, 100)}; stories with it get ${fate}`);
    known.set(written, tag ?? likely);
    return tag ?? likely;
  };
}
