// Measures the prose of the repository and fails where a limit is passed: node test/house/prose.mjs [FOLDER]
// The limits are those of CONTRIBUTING, "Prose".
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const LIMITS = {
  /** Files side by side in one folder. */
  files: 24,
  /** Percent of comment lines with a free "what", "those that" or "is told"; this many is too many. */
  comments: 6,
  /** Percent of README's sentences that have to be short, and the words that a short one stays under. */
  sentences: 90,
  words: 28,
  /** Bytes of README. */
  readme: 9_000,
};

const FREE_WORDS = /\bwhat\b|\bthose that\b|\bis told\b/i;

/** Decisions are a numbered log with an index, and a log only grows. */
const LOG = 'docs/decisions';

/** The folders with more files side by side than the limit, most first: `[folder, files]`. */
function crowdedFolders(paths) {
  const counts = new Map();
  for (const path of paths.filter((one) => dirname(one) !== LOG))
    counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  return [...counts].filter(([, files]) => files > LIMITS.files).sort((a, b) => b[1] - a[1]);
}

/** A slash begins a regular expression where a value cannot have ended before it. */
const BEFORE_PATTERN = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|await|yield))\s*$/;

/** The form of a template literal, a string, a pattern or a comment from its first character on. */
const TOKENS = [
  ['comment', /\/\/[^\n]*/y],
  ['comment', /\/\*[\s\S]*?\*\//y],
  ['code', /'(?:[^'\\\n]|\\[\s\S])*'/y],
  ['code', /"(?:[^"\\\n]|\\[\s\S])*"/y],
  ['pattern', /\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y],
];

/** The lines of the comments in a source of JavaScript or TypeScript. */
function commentLines(source) {
  const lines = [];
  /** Braces that are open in each `${…}` of a template literal around this place. */
  const templates = [];
  let code = '';
  let at = 0;
  const skipTemplate = () => {
    while (at < source.length) {
      const [char, next] = [source[at], source[at + 1]];
      at += char === '\\' ? 2 : 1;
      if (char === '`') return;
      if (char === '$' && next === '{') {
        at++;
        templates.push(0);
        return;
      }
    }
  };
  while (at < source.length) {
    const char = source[at];
    const found = /[/'"]/.test(char) ? tokenAt(source, at, code) : undefined;
    if (found) {
      if (found.kind === 'comment') lines.push(...found.text.split('\n'));
      else code += '0';
      at += found.text.length;
    } else if (char === '`') {
      at++;
      skipTemplate();
      code += templates.length > 0 ? '' : '0';
    } else if (char === '}' && templates.at(-1) === 0) {
      templates.pop();
      at++;
      skipTemplate();
      code += '0';
    } else {
      if (char === '{' && templates.length > 0) templates[templates.length - 1]++;
      if (char === '}' && templates.length > 0) templates[templates.length - 1]--;
      code = (code + char).slice(-40);
      at++;
    }
  }
  return lines.filter((line) => /\w/.test(line));
}

function tokenAt(source, at, code) {
  for (const [kind, form] of TOKENS) {
    if (kind === 'pattern' && !BEFORE_PATTERN.test(code)) continue;
    form.lastIndex = at;
    const text = form.exec(source)?.[0];
    if (text !== undefined) return { kind, text };
  }
  return undefined;
}

/** Whether a line of a comment has one of the free words, outside of quoted code. */
const isFree = (line) => FREE_WORDS.test(line.replace(/`[^`]*`|"[^"]*"/g, ''));

/** The sentences of Markdown: of paragraphs and list items, without tables, headings and code. */
function sentencesIn(markdown) {
  const blocks = markdown
    .replace(/^```[\s\S]*?^```$/gm, '\n')
    .replace(/^(?:#|\|).*$/gm, '\n')
    .replace(/^ *(?:[-*]|\d+\.) /gm, '\n')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .split(/\n\s*\n/);
  return blocks
    .flatMap((block) => block.replace(/\s+/g, ' ').split(/(?<=[.!?]\**)\s+(?=[\p{Lu}`*"<[])/u))
    .filter((sentence) => /\p{L}/u.test(sentence));
}

const wordsOf = (sentence) => sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

const root = resolve(process.argv[2] ?? '.');
const paths = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 })
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(root, path)));
const read = (path) => readFileSync(join(root, path), 'utf8');
const percent = (part, whole) => (whole === 0 ? 0 : (100 * part) / whole);
const failures = [];
const report = (said, isRight) => {
  process.stdout.write(`${said}\n`);
  if (!isRight) failures.push(said);
};

const crowded = crowdedFolders(paths);
report(`folders with more than ${LIMITS.files} files: ${crowded.length}`, crowded.length === 0);
for (const [folder, files] of crowded) process.stdout.write(`  ${folder}: ${files}\n`);

const comments = paths
  .filter((path) => /\.[cm]?[jt]s$/.test(path))
  .map((path) => ({ path, lines: commentLines(read(path)) }));
const all = comments.flatMap(({ lines }) => lines).length;
const free = comments.map(({ path, lines }) => ({ path, lines: lines.filter(isFree).length }));
const sum = free.reduce((total, { lines }) => total + lines, 0);
report(
  `comment lines with a free "what", "those that" or "is told": ${sum} of ${all}, ${percent(sum, all).toFixed(1)} %; must be under ${LIMITS.comments} %`,
  percent(sum, all) < LIMITS.comments,
);
if (percent(sum, all) >= LIMITS.comments) {
  for (const { path, lines } of free.sort((a, b) => b.lines - a.lines).slice(0, 10))
    process.stdout.write(`  ${path}: ${lines}\n`);
}

const readme = paths.includes('README.md') ? read('README.md') : '';
const lengths = sentencesIn(readme).map(wordsOf);
const short = lengths.filter((words) => words < LIMITS.words).length;
const mean = lengths.reduce((total, words) => total + words, 0) / (lengths.length || 1);
report(
  `sentences of README under ${LIMITS.words} words: ${short} of ${lengths.length}, ${percent(short, lengths.length || 1).toFixed(1)} %, mean ${mean.toFixed(1)} words; must be ${LIMITS.sentences} %`,
  lengths.length === 0 || percent(short, lengths.length) >= LIMITS.sentences,
);
const bytes = Buffer.byteLength(readme);
report(`bytes of README: ${bytes}; at most ${LIMITS.readme}`, bytes <= LIMITS.readme);

if (failures.length > 0) {
  process.stderr.write(`${failures.map((failure) => `too much: ${failure}`).join('\n')}\n`);
  process.exitCode = 1;
}
