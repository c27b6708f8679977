import { basePath } from './permalink';
import { codeBlock, languageOf, quotation, readShortcode } from './shortcodes';
import { guard, readArguments, type TemplateContext } from './template-context';

const COMMENTS = [
  /\{\{([<%])-?\s*comment\b[^}]*[>%]\}\}[\s\S]*?\{\{[<%]\s*\/\s*comment\s*[>%]\}\}/g,
  /\{%-?\s*comment\s*-?%\}[\s\S]*?\{%-?\s*endcomment\s*-?%\}/g,
  /\{\{[<%]\/\*[\s\S]*?\*\/[>%]\}\}|\{\{-?\s*\/\*[\s\S]*?\*\/\s*-?\}\}/g,
  /\{\{!--[\s\S]*?--\}\}/g,
  /\{#(?![\w-]+\})[\s\S]*?#\}/g,
];
/** Hugo shows `{{</* name *​/>}}` as `{{< name >}}`. */
const ESCAPED = /\{\{([<%])\/\*\s*([\s\S]*?)\s*\*\/([>%])\}\}/g;
/** kramdown's own tags, and the table of contents that a theme fills. */
const KRAMDOWN =
  /^[ \t]*[*+-][ \t]+(?:TOC|toc)[ \t]*\r?\n[ \t]*\{:[ \t]*toc[^}\n]*\}[ \t]*$|\{::[^}\n]*\}|\{:\/\w*\}|^[ \t]*\{:(?:toc|[\w-]+:)[^}\n]*\}[ \t]*$/gm;

/** Shortcodes whose text no visitor sees, or some visitors alone. */
const HIDDEN_BLOCK =
  /\{\{[<%]\s*([\w-]*(?:private|hidden|hide|secret|draft|members?|protected|encrypt|password|paywall)[\w-]*)\b[^}]*[>%]\}\}[\s\S]*?\{\{[<%]\s*\/\s*\1\s*[>%]\}\}/g;

const LIQUID_BLOCK =
  /\{%-?\s*(highlight|codeblock|code|blockquote|quote|pullquote)\b((?:(?!%\}).)*?)-?%\}([\s\S]*?)\{%-?\s*end\1\s*-?%\}/g;
const HUGO_BLOCK =
  /\{\{[<%]\s*(highlight|quote|blockquote)\b((?:"[^"]*"|(?![>%]\}\}).)*?)[>%]\}\}([\s\S]*?)\{\{[<%]\s*\/\s*\1\s*[>%]\}\}/g;
const HUGO_TAG = /\{\{[<%]\s*(\/?)\s*([\w./-]+)((?:"(?:[^"\\]|\\.)*"|`[^`]*`|(?!\/?[>%]\}\})[^"`])*)\/?[>%]\}\}/g;
const LIQUID_TAG = /\{%-?\s*(\w+)((?:"[^"]*"|'[^']*'|(?!-?%\})[\s\S])*?)\s*-?%\}/g;
const OUTPUT = /\{?\{\{-?\s*((?:"[^"]*"|'[^']*'|(?!\}\})[^"'])*?)\s*-?\}\}\}?/g;

/** Reads the tags of Jekyll, Hugo, Hexo and Eleventy in a text without code blocks. */
export function readTags(text: string, context: TemplateContext): string {
  const block = (_: string, name: string, args: string, inner: string) =>
    /^(?:highlight|code)/.test(name)
      ? codeBlock(languageOf(readArguments(args)), inner)
      : quotation(inner, args.trim().replace(/^"|"$/g, ''));
  const escaped = text.replace(ESCAPED, (_, open: string, code: string, close: string) =>
    guard(`{{${open} ${code} ${close}}}`),
  );
  const plain = COMMENTS.reduce((all, comment) => all.replace(comment, ''), escaped);
  return plain
    .replace(KRAMDOWN, '')
    .replace(HIDDEN_BLOCK, (_, name: string) => {
      context.removed(`${name}, with its text`);
      return '';
    })
    .replace(LIQUID_BLOCK, block)
    .replace(HUGO_BLOCK, block)
    .replace(HUGO_TAG, (_, end: string, name: string, args: string) =>
      end === '/' ? '' : readShortcode(name, readArguments(args), context),
    )
    .replace(LIQUID_TAG, (_, name: string, args: string) => readLiquidTag(name, args, context))
    .replace(OUTPUT, (_, expression: string) => readOutput(expression, context));
}

function readLiquidTag(name: string, args: string, context: TemplateContext): string {
  if (/^(?:end\w+|else|elsif|elseif|when)$/.test(name)) return '';
  if (!/^include(?:_relative|_cached)?$/.test(name)) return readShortcode(name, readArguments(args), context);
  const [, file = '', others = ''] = /^\s*["']?([^\s"',]+)["']?([\s\S]*)$/.exec(args) ?? [];
  return readShortcode(file, readArguments(others), context);
}

/** A value in double braces: the address of the site, a field of the page or of the site, or a path with a filter. */
function readOutput(expression: string, context: TemplateContext): string {
  const { site } = context;
  const [head = '', ...filters] = expression.split('|').map((part) => part.trim());
  const value = textOf(head, context);
  if (value === undefined) {
    context.removed(head === '' ? expression : (/^[\w.$-]+/.exec(head)?.[0] ?? 'expression'));
    return '';
  }
  const isPath = filters.some(
    (filter) =>
      /^(?:relative_url|absolute_url|url|relURL|absURL)$/.test(filter) ||
      /^prepend:\s*site\.(?:baseurl|url)/.test(filter),
  );
  return guard(isPath && value.startsWith('/') ? basePath(site) + value : value);
}

function textOf(name: string, { site, fields }: TemplateContext): string | undefined {
  const [, text] = /^["']([^"']*)["']$/.exec(name) ?? [];
  if (text !== undefined) return text;
  if (/^(?:site\.url|site\.github\.url|\.?Site\.BaseURL|config\.url)$/i.test(name)) return '';
  if (/^site\.baseurl$/i.test(name)) return basePath(site);
  const [, owner = '', key = ''] = /^(page|frontmatter|\$frontmatter|site|config)\.([\w-]+)$/.exec(name) ?? [];
  const value = owner === '' ? fields[name] : /^(?:site|config)$/.test(owner) ? site.config[key] : fields[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
