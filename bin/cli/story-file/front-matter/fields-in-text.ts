import { fieldNamed } from '../field-names';
import { UnreadableStory } from '../parsed-story';
import { isForeignReleaseName } from '../read-release';
import { isNo, isYes } from '../yes-or-no';

/** A field in the form of any program: `draft: true`, `.. status: draft`, `"draft": true,`, `meta = { draft: true }`. */
const FIELD = /(?<![\w.-])["']?([a-z][\w-]{1,30})["']?[ \t]*[:=][ \t]*["']?([^\s"',;{}]+)/gi;
const HOLD =
  /^(?:draft|private|hidden|unpublished|unlisted|pending|members?|members-only|paid|never|archived|trash|scheduled|embargoed)$/i;

/** Unprintable characters end lines for some programs, and hide names from others. */
const LINE_END = /[\r\n\v\f\u0085\u2028\u2029]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they hide a name, and no reader sees them.
const UNSEEN = /[\u0000-\u0008\u000e-\u001f\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** The lines at the beginning in which programs keep fields. */
const MAX_LINES = 30;

/** Whether a piece of a text is a field that holds a post back. */
function holdingField(line: string): string | undefined {
  for (const [, name = '', value = ''] of line.matchAll(FIELD)) {
    const isOpen = /^(?:is)?(?:publi|listed|dgpubli|dg-publi)/i.test(name);
    if (isForeignReleaseName(name) && (HOLD.test(value) || (isOpen ? isNo(value) : isYes(value)))) return name;
  }
  return undefined;
}

const refuse = (name: string, line: number): never => {
  throw new UnreadableStory(
    line,
    `${name} stands in the text, where it holds nothing back: write it into front matter between two lines of ---, or take it out`,
  );
};

/**
 * Throws an UnreadableStory for a text without front matter that begins with fields of another form, of which one holds the post
 * back. As a text it would be published.
 */
export function refuseFieldsInText(text: string): void {
  const lines = text.split(LINE_END).slice(0, MAX_LINES);
  const isObject = /^\s*[[{]/.test(text) && /^\s*[[{]\s*(?:["'{[/]|$)/m.test(text);
  let number = 0;
  for (const line of lines) {
    number += 1;
    // A field begins its line. Marks of lists, comments, directives and modules may stand before it.
    const written = line.replace(UNSEEN, '').replace(/^[^\p{L}"']*/u, '');
    const isField = /^["']?[a-z][\w-]{1,30}["']?[ \t]*[:=][ \t]*["']?[^\s"',;{}]+["']?[ \t]*[,;}\])]*[ \t]*$/i.test(
      written,
    );
    const isModule = isObject || /^(?:export|const|let|var|module)\b/.test(written) || /^[[{]/.test(line.trim());
    const name = isField || isModule ? holdingField(written) : undefined;
    if (name !== undefined) refuse(name, number);
  }
}

/** Throws an UnreadableStory for a field that stands below the end of the front matter: the second of two documents. */
export function refuseFieldsBelow(text: string, line: number): void {
  const [first = '', second = ''] = text.trimStart().split(LINE_END);
  if (!/^[\w-]+[ \t]*[:=]/.test(first) || !/^(?:[\w-]+[ \t]*[:=]|---|\.\.\.|\+\+\+)/.test(second)) return;
  const name = holdingField(first) ?? holdingField(second);
  if (name !== undefined && fieldNamed(name) === undefined) refuse(name, line);
}
