import type { Shell } from './shell';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a terminal obeys (ECMA-48)
const CONTROLS = /(\u001b\[(?:0|1|2|22|31|32|33|39)m)|\r(?!\n)|[\0-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/**
 * A shell whose texts cannot control the terminal. Words of a server, of a story and of a file name may hold control sequences.
 * The colours of this program, line breaks and tabs stay. JSON keeps its value: there a control character becomes its escape.
 */
export function plainOutput(shell: Shell): Shell {
  const keep = (text: string): string =>
    text.replace(CONTROLS, (control, colour?: string) => (colour && shell.colours ? colour : escapeControl(control)));
  return { ...shell, out: (text) => shell.out(keep(text)), err: (text) => shell.err(keep(text)) };
}

/** `\u001b`, as JSON writes it. */
const escapeControl = (control: string): string =>
  Array.from(control, (one) =>
    /\p{Cc}/u.test(one) ? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}` : one,
  ).join('');
