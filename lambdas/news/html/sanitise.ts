import { xmlSafe } from '../values/xml-safe';
import { applyAllowList, NestingTooDeep } from './allow-list';
import { arrange } from './arrange';
import { changeLog } from './change-log';
import { parseFragment, writeFragment } from './fragment';

/**
 * HTML reduced to the elements that a news story needs (ALLOWED), in the form that browsers write. It contains no code, no
 * dangerous or relative address (`base` resolves those) and no character that XML forbids. Sanitising it again changes
 * nothing. `changes` has one sentence for each kind of change. Undefined for HTML nested deeper than MAX_NESTING.
 */
export function sanitise(html: string, base: string): { html: string; changes: string[] } | undefined {
  const log = changeLog();
  const clean = (text: string): string => {
    const safe = xmlSafe(text);
    log.removedCharacters(text.length - safe.length);
    return safe.replace(/\r\n?/g, '\n');
  };
  try {
    // Before, because a control character could hide a tag or a scheme; after, because `&#3;` becomes such a character.
    const { nodes, moved } = arrange(parseFragment(clean(applyAllowList(clean(html), base, log))));
    for (const name of moved) log.moved(name);
    return { html: writeFragment(nodes), changes: log.warnings() };
  } catch (error) {
    if (error instanceof NestingTooDeep) return undefined;
    throw error;
  }
}
