import type MarkdownIt from 'markdown-it';

type StateCore = Parameters<Parameters<MarkdownIt['core']['ruler']['push']>[1]>[0];
type StateBlock = Parameters<Parameters<MarkdownIt['block']['ruler']['push']>[1]>[0];
type Token = InstanceType<StateCore['Token']>;

/** The kinds of callouts in GitHub, Obsidian, Docusaurus and VitePress. */
const KINDS = new Set(
  (
    'note tip info important warning danger caution abstract summary todo success question failure bug example quote hint ' +
    'error attention details'
  ).split(' '),
);

/** `> [!NOTE]`, and Obsidian's `> [!tip]- Title`. */
const MARK = /^\[!(?<kind>[\w-]+)\][+-]?[ \t]*(?<title>[^\n]*)\n?/;

/** `:::note Title`, `::: tip`, `:::note[Title]`. */
const OPEN =
  /^(?<colons>:{3,})[ \t]*(?<kind>[a-z][\w-]*)(?:\[(?<bracket>[^\]]*)\]|[ \t]+(?<title>[^{]*))?(?:\{[^}]*\})?[ \t]*$/i;

/** Reads callouts as quotes, with their title in bold. */
export function addCallouts(markdown: MarkdownIt): void {
  markdown.core.ruler.after('block', 'callouts', readQuotes);
  markdown.block.ruler.before('fence', 'container', readContainer, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
}

const titleOf = (kind: string, title = ''): string =>
  title.trim() || kind.charAt(0).toUpperCase() + kind.slice(1).toLowerCase();

function readQuotes({ tokens, Token: Make }: StateCore): void {
  for (let i = tokens.length - 1; i >= 2; i--) {
    const token = tokens[i];
    if (token?.type !== 'inline' || tokens[i - 2]?.type !== 'blockquote_open') continue;
    const { kind, title } = MARK.exec(token.content)?.groups ?? {};
    if (kind === undefined) continue;
    token.content = token.content.replace(MARK, '');
    const rest = token.content === '' ? tokens.splice(i - 1, 3).slice(3) : [];
    tokens.splice(i - 1, 0, ...titleTokens(Make, titleOf(kind, title), token.level), ...rest);
  }
}

function titleTokens(Make: StateCore['Token'], title: string, level: number): Token[] {
  const [open, inline, close] = [
    new Make('paragraph_open', 'p', 1),
    new Make('inline', '', 0),
    new Make('paragraph_close', 'p', -1),
  ];
  for (const token of [open, close]) Object.assign(token, { block: true, level: level - 1 });
  Object.assign(inline, { content: `**${title.replaceAll('*', '')}**`, children: [], level, block: true });
  return [open, inline, close];
}

/** A block between `:::name` and `:::`. A callout becomes a quote; of any other container the text stays. */
function readContainer(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const lineAt = (line: number) =>
    state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
  const { colons = '', kind = '', bracket, title } = OPEN.exec(lineAt(startLine))?.groups ?? {};
  if (kind === '') return false;
  let end = startLine + 1;
  while (end < endLine && !(/^:{3,}[ \t]*$/.test(lineAt(end)) && lineAt(end).trim().length >= colons.length)) end++;
  if (end >= endLine) return false;
  if (silent) return true;
  const isCallout = KINDS.has(kind.toLowerCase());
  const { parentType, lineMax } = state;
  state.lineMax = end;
  if (isCallout) {
    const open = state.push('blockquote_open', 'blockquote', 1);
    open.map = [startLine, end + 1];
    for (const token of titleTokens(state.Token, titleOf(kind, bracket ?? title), state.level + 1))
      state.tokens.push(token);
  }
  state.md.block.tokenize(state, startLine + 1, end);
  if (isCallout) state.push('blockquote_close', 'blockquote', -1);
  Object.assign(state, { parentType, lineMax, line: end + 1 });
  return true;
}
