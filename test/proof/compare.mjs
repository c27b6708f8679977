// Compares two output folders of render-documents.mjs and prints every difference. The exit code is 1 where an answer or
// a template differs, or is in one folder alone. Two things count apart and leave the code 0: answers that differ in wording
// alone (`detail` of problems, errors and warnings, and the HTML pages of problems), and /openapi.json.
//   node test/proof/compare.mjs /tmp/before /tmp/after
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const [before, after] = process.argv.slice(2);
if (!before || !after) throw new Error('give two output folders of render-documents.mjs');

const filesIn = async (folder) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length))
    .sort();

/** Text between the first and the last difference, with a little text around it. */
function difference(a, b) {
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - from && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const excerpt = (text) => JSON.stringify(text.slice(Math.max(0, from - 60), text.length - end + 60).slice(0, 400));
  return `  before at ${from}: ${excerpt(a)}\n  after:  ${excerpt(b)}`;
}

/** An answer without its texts for people: an error page whole, `detail` of problems, errors and warnings. */
function withoutWording(text) {
  const [, head, body] = /^(.*?\n\n)(.*)$/s.exec(text) ?? ['', text, ''];
  const status = Number(head.split('\n')[1]);
  if (status >= 400 && /^content-type: text\/html/m.test(head)) return head;
  if (!/^content-type: application\/(?:problem\+)?json/m.test(head)) return text;
  const isProblem = head.includes('problem+json');
  const isWording = (name, holder) => name === 'detail' && (isProblem || 'pointer' in holder);
  const value = JSON.parse(body || 'null', function (name, each) {
    return isWording(name, this) ? undefined : each;
  });
  return head + JSON.stringify(value);
}

const [left, right] = await Promise.all([filesIn(before), filesIn(after)]);
const differing = [];
const wording = new Map();
let contracts = 0;
let same = 0;
const kept = new Set(right);
for (const name of left.filter((each) => kept.has(each))) {
  const [a, b] = await Promise.all([before, after].map((folder) => readFile(join(folder, name))));
  if (a.equals(b)) same += 1;
  else if (/GET _openapi\.json$/.test(name)) contracts += 1;
  else if (withoutWording(`${a}`) === withoutWording(`${b}`)) {
    const change = difference(`${a}`, `${b}`);
    wording.set(change, [...(wording.get(change) ?? []), name]);
  } else differing.push(`${name}\n${difference(`${a}`, `${b}`)}`);
}
const alone = (folder, names, others) =>
  names.filter((name) => !others.includes(name)).map((name) => `${name}\n  in ${folder} alone`);
const problems = [...differing, ...alone(before, left, right), ...alone(after, right, left)];

const print = (text) => process.stdout.write(`${text}\n`);
if (wording.size > 0) print(`== problem documents that differ in wording: ${[...wording.values()].flat().length}\n`);
for (const [change, names] of wording)
  print(`${names[0]}${names.length > 1 ? ` and ${names.length - 1} more` : ''}\n${change}`);
if (problems.length > 0) print(`\n== differences: ${problems.length}\n`);
for (const problem of problems) print(problem);
print(
  `\nequal: ${same}; different: ${problems.length}; in wording alone: ${[...wording.values()].flat().length}; openapi.json: ${contracts}`,
);
process.exitCode = problems.length > 0 || same === 0 ? 1 : 0;
