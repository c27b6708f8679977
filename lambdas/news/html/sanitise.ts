import { xmlSafe } from '../values/xml-safe';
import { applyAllowList, NestingTooDeep } from './allow-list';
import { arrange } from './arrange';
import { changeLog } from './change-log';
import { parseFragment, writeFragment } from './fragment';

/**
 * HTML reduced to what a news story needs (ALLOWED), as browsers would write it: nothing that runs, no address that is
 * dangerous or relative (they are resolved against `base`), no character that XML forbids. Sanitising the result again
 * changes nothing. `changes` tells in words all that was done; undefined for HTML that is nested deeper than NESTING.
 */
export function sanitise(html: string, base: string): { html: string; changes: string[] } | undefined {
  const log = changeLog();
  const clean = (text: string): string => {
    const safe = xmlSafe(text);
    log.removedCharacters(text.length - safe.length);
    return safe.replace(/\r\n?/g, '\n');
  };
  try {
    // Cleaned before, so that no control character hides a tag or a scheme; and after, for `&#3;` brings one back.
    const { nodes, moved } = arrange(parseFragment(clean(applyAllowList(clean(html), base, log))));
    for (const name of moved) log.moved(name);
    return { html: writeFragment(nodes), changes: log.told() };
  } catch (error) {
    if (error instanceof NestingTooDeep) return undefined;
    throw error;
  }
}
