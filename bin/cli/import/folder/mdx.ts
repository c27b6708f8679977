import { readShortcode } from './shortcodes';
import { type Arguments, guard, type TemplateContext } from './template-context';

/** A statement of a module: to the end of its line. */
const IMPORT = /^import\s(?:[\s\S]*?\sfrom\s+)?["'][^"'\n]+["'];?[ \t]*$/gm;
const EXPORT = /^export\s/gm;
const IMPORTED = /^import\s+(\w+)\s+from\s+["']([^"']+)["']/gm;

/** Reads MDX without code blocks: its text stays, and components become what they mean. Statements and expressions go, and are counted. */
export function readMdx(text: string, context: TemplateContext): string {
  const files = new Map([...text.matchAll(IMPORTED)].map(([, name = '', file = '']) => [name, file]));
  const remove = (name: string) => () => {
    context.removed(name);
    return '';
  };
  const prose = withoutExports(text.replace(IMPORT, remove('import')), remove('export'));
  let result = '';
  let at = 0;
  while (at < prose.length) {
    const next = prose.slice(at).search(/(?<!\\)\{|<(?=[A-Za-z/>])/);
    if (next < 0) break;
    result += prose.slice(at, at + next);
    at += next;
    const end = endOf(prose, at);
    if (end < 0) {
      result += prose.charAt(at);
      at += 1;
      continue;
    }
    const piece = prose.slice(at, end);
    result += piece.startsWith('{') ? readExpression(piece, context) : readElement(piece, files, context);
    at = end;
  }
  return result + prose.slice(at);
}

/** A text without exports. Each goes to a blank line outside of all brackets, or to the end of its paragraph if one stays open. */
function withoutExports(text: string, removed: () => string): string {
  let [result, at] = ['', 0];
  for (const { index } of text.matchAll(EXPORT)) {
    if (index < at) continue;
    removed();
    result += text.slice(at, index);
    at = endOfExport(text, index);
  }
  return result + text.slice(at);
}

function endOfExport(text: string, begin: number): number {
  const ends = [...text.slice(begin, begin + MAX_EXPORT).matchAll(/\n[ \t]*\n|$/g)].map(({ index }) => begin + index);
  let [depth, from] = [0, begin];
  for (const end of ends) {
    for (const [sign] of text.slice(from, end).matchAll(/[()[\]{}]/g)) depth += /[([{]/.test(sign) ? 1 : -1;
    if (depth <= 0) return end;
    from = end;
  }
  return ends[0] ?? text.length;
}

/** The longest export that may hold blank lines. */
const MAX_EXPORT = 20_000;

/** The end of a tag or of an expression in braces; -1 where it has none. */
function endOf(text: string, begin: number): number {
  const isTag = text.charAt(begin) === '<';
  let depth = 0;
  let quote = '';
  for (let at = begin; at < text.length; at++) {
    const sign = text.charAt(at);
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if ((isTag || depth > 0) && /["'`]/.test(sign) && !(isTag && depth === 0 && sign !== '"' && sign !== "'"))
      quote = sign;
    else if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    if (quote === '' && depth === 0 && sign === (isTag ? '>' : '}')) return at + 1;
    // No tag or expression of a text spans a blank line, and an apostrophe may have no end.
    if (text.startsWith('\n\n', at)) return -1;
  }
  return -1;
}

function readExpression(piece: string, context: TemplateContext): string {
  const code = piece.slice(1, -1).trim();
  if (code === '' || /^\/\*[\s\S]*\*\/$/.test(code)) return '';
  const [, , text] = /^(["'`])([^"'`$]*)\1$/.exec(code) ?? [];
  if (text !== undefined) return guard(text);
  const [, name = ''] = /^(?:frontmatter|props)\.(\w+)$/.exec(code) ?? [];
  const value = context.fields[name];
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  context.removed('expression');
  return '';
}

const ATTRIBUTE = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|\{([\s\S]*?)\}(?=\s|\/|>|$))/g;

/** An element of HTML without attributes of a program, or a component as a shortcode. Of an unknown component the text stays. */
function readElement(piece: string, files: ReadonlyMap<string, string>, context: TemplateContext): string {
  const [, end = '', name = ''] = /^<(\/?)\s*([\w.]*)/.exec(piece) ?? [];
  const named: Record<string, string> = {};
  for (const [, key = '', double, single, code] of piece.matchAll(ATTRIBUTE)) {
    const value = double ?? single ?? textOf(code ?? '', files);
    if (value !== undefined) named[key.toLowerCase()] = value;
  }
  if (name === '' || (end === '/' && /^[A-Z]/.test(name))) return '';
  if (/^[A-Z]/.test(name)) {
    const args: Arguments = { named, positional: [], text: '' };
    return readShortcode(name, args, context);
  }
  return piece.replace(ATTRIBUTE, (whole, key: string, _double, _single, code?: string) => {
    if (code === undefined) return whole;
    const value = named[key.toLowerCase()];
    return value === undefined ? '' : `${key}="${value.replaceAll('"', '&quot;')}"`;
  });
}

/** The text of an attribute in braces: a text, an imported file, or a file that is asked for by its path. */
function textOf(code: string, files: ReadonlyMap<string, string>): string | undefined {
  const [, , text] = /^\s*(?:(?:require|useBaseUrl)\(\s*)?(["'`])([^"'`$]*)\1/.exec(code) ?? [];
  return text ?? files.get(code.trim().replace(/\.(?:src|default)$/, ''));
}
