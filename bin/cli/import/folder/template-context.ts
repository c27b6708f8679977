import type { Site } from './site';

/** Where a piece of template code stands, and where it reports to. */
export interface TemplateContext {
  readonly site: Site;
  /** The front matter of the file. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The old address or path of a file of the folder, by its path or name; undefined for no such file. */
  linkTo(name: string): string | undefined;
  /** Counts a piece of code that goes without a trace. */
  removed(name: string): void;
}

/** The arguments of a tag or shortcode. */
export interface Arguments {
  readonly named: Readonly<Record<string, string>>;
  readonly positional: readonly string[];
  /** As they are written. */
  readonly text: string;
}

const ARGUMENT =
  /([\w.-]+)\s*[=:]\s*("(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`|[^\s,]+)|("(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`|[^\s,]+)/g;

const unquote = (text: string): string =>
  /^(["'`])[\s\S]*\1$/.test(text) ? text.slice(1, -1).replaceAll('\\"', '"') : text;

/** Reads arguments such as `abc`, `"abc" 300` and `src="/a.png" title='A'`. */
export function readArguments(text: string): Arguments {
  const named: Record<string, string> = {};
  const positional: string[] = [];
  for (const [, name, value = '', alone = ''] of text.matchAll(ARGUMENT)) {
    if (name !== undefined && !/^https?$/i.test(name)) named[name.toLowerCase()] = unquote(value);
    else positional.push(unquote(name === undefined ? alone : `${name}:${value}`));
  }
  return { named, positional, text: text.trim() };
}

/** Characters in place of those that begin template code, in a text that no reader of templates may touch. */
const GUARDED: readonly (readonly [string, string])[] = [
  ['{', '\uE010'],
  ['}', '\uE011'],
  ['<', '\uE012'],
  ['%', '\uE013'],
];

/** Before each guarded line: no statement of MDX begins there. */
const LINE = '\uE014';

/** A text that template readers leave alone. */
export const guard = (text: string): string =>
  GUARDED.reduce((all, [sign, guarded]) => all.replaceAll(sign, guarded), text);
export const guardLine = (line: string): string => LINE + guard(line);
export const unguard = (text: string): string =>
  GUARDED.reduce((all, [sign, guarded]) => all.replaceAll(guarded, sign), text.replaceAll(LINE, ''));
