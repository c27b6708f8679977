/** By the words of commander: the same mistake in the words of its user. `$1` and so on are the quoted parts. */
const MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/^missing required argument '(.+)'$/, 'the $1 is missing: write it after the command.'],
  [/^required option '(?:-\w, )?(\S+) <(.+)>' not specified$/, '$1 is missing: write $1 "$2".'],
  [/^option '(?:-\w, )?(\S+) <(.+)>' argument missing$/, '$1 needs a value: write $1 "$2".'],
  [/^command-argument value '(.*)' is invalid for argument '.+'\. (.+)$/s, '$1: $2'],
  [/^option '(?:-\w, )?(\S+) <.+>' argument '(.*)' is invalid\. (.+)$/s, '$1 $2: $3'],
  [
    /^option '(?:-\w, )?(\S+) <.+>' cannot be used with option '(?:-\w, )?(\S+)(?: <.+>)?'$/,
    '$1 and $2 are both there: keep one.',
  ],
  [/^too many arguments for '(.+)'\..*$/, 'too many words for $1: put a text with spaces between quotation marks.'],
];

/** An error of commander, `error: …`, without its programmer's words. An unknown error stays as it is. */
export function explainUsage(text: string): string {
  const [, message = '', end = ''] = /^error: (.*?)(\n*)$/s.exec(text) ?? [];
  const found = MESSAGES.find(([form]) => form.test(message));
  return found ? message.replace(...found) + end : text;
}
