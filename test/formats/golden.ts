import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROBLEM_STYLESHEET, STYLESHEET } from '../../lambdas/formats/html/stylesheet';

/**
 * Compares a document, byte for byte, with its approved file. An approved page has no stylesheet: html/stylesheet.txt and html/problem-stylesheet.txt have them.
 * Approved JSON is laid out for people, and compared on one line. To approve the present documents, run
 * `UPDATE_GOLDEN=1 npx jest test/formats` and `npm run format`.
 */
export function expectGolden(name: string, document: string): void {
  const path = join(__dirname, 'golden', name);
  const isJson = name.endsWith('.json');
  const text = name.endsWith('.html') ? withoutStylesheet(document) : document;
  if (process.env.UPDATE_GOLDEN) {
    writeFileSync(path, isJson ? `${JSON.stringify(JSON.parse(text), null, 2)}\n` : text);
  }
  const approved = readFileSync(path, 'utf8');
  expect(text).toBe(isJson ? JSON.stringify(JSON.parse(approved)) : approved);
}

function withoutStylesheet(page: string): string {
  const stylesheet = page.includes(PROBLEM_STYLESHEET) ? PROBLEM_STYLESHEET : STYLESHEET;
  const [start, end, ...more] = page.split(`<style>${stylesheet}</style>`);
  if (start === undefined || end === undefined || more.length > 0) throw new Error('a page has the stylesheet once');
  return `${start}<style></style>${end}`;
}
