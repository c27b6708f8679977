import { readMdx } from './mdx';
import { guard, guardLine, type TemplateContext, unguard } from './template-context';
import { readTags } from './template-tags';

const RAW = /\{%-?\s*raw\s*-?%\}([\s\S]*?)\{%-?\s*endraw\s*-?%\}/g;
/** Code in a line of text: it begins and ends with as many marks. */
const CODE_SPAN = /(?<!`)(`+)(?!`)((?:(?!\n\n)[\s\S])*?[^`])\1(?!`)/g;
const FENCE = /^(?:[ \t]|>[ \t]?|[*+-][ \t]+|\d+[.)][ \t]+)*(`{3,}|~{3,})/;

/**
 * A text without template code: known shortcodes become what they mean, and of any other code only the text between its tags stays.
 * Code blocks and `{% raw %}` stay to the letter.
 */
export function readTemplate(text: string, context: TemplateContext, { isMdx }: { readonly isMdx: boolean }): string {
  const raw = text.replace(RAW, (_, inner: string) => guard(inner));
  const guarded = withoutObsidianComments(guardCode(raw).replace(CODE_SPAN, guard), context);
  // Most posts hold no template code.
  const read = /\{\{|\{%|\{:|\{#/.test(guarded) ? readTags(guarded, context) : guarded;
  return unguard(isMdx ? readMdx(read, context) : read);
}

/** Obsidian shows no reader what stands between `%%` and `%%`. */
function withoutObsidianComments(text: string, { removed }: TemplateContext): string {
  return text.replace(/(?<![\w%])%%(?!%)(?:(?!%%)[\s\S])*?%%(?![\w%])/g, () => {
    removed('comment of Obsidian');
    return '';
  });
}

/** Guards the lines of code between fences. */
function guardCode(text: string): string {
  let fence = '';
  return text
    .split('\n')
    .map((line) => {
      const [, marks = ''] = FENCE.exec(line) ?? [];
      if (fence === '') {
        fence = marks;
        return marks === '' ? line : guardLine(line);
      }
      const isEnd = marks.startsWith(fence) && line.trimEnd().endsWith(marks);
      if (isEnd) fence = '';
      return guardLine(line);
    })
    .join('\n');
}
