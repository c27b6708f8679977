import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from 'playwright-core';

/** A text, or an element with its attributes and children. Elements of SVG and MathML have `svg:` and `math:` before the name. */
export type Tree =
  | string
  | readonly [name: string, attributes: readonly (readonly [string, string])[], readonly Tree[]];

interface ChromiumTree {
  readonly tree: readonly Tree[];
  readonly html: string;
}

const PYTHON = join(__dirname, '../../node_modules/.cache/html5lib-1.1/bin/python');

interface Html5lib {
  /** The trees of texts of HTML in a `div`, without comments and templates. */
  parse<Texts extends string[]>(...texts: Texts): Promise<{ [i in keyof Texts]: readonly Tree[] }>;
  stop(): void;
}

/** Starts html5lib, a process of its own. */
export function startHtml5lib(): Html5lib {
  if (!existsSync(PYTHON)) throw new Error(`${PYTHON} is missing: .ci/html-parser installs it`);
  const child = spawn(PYTHON, [join(__dirname, 'html5lib_trees.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const nextTree = async (text: string): Promise<readonly Tree[]> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`html5lib ended at ${JSON.stringify(text)}`);
    return JSON.parse(value);
  };
  return {
    parse: (...texts) => {
      child.stdin.write(texts.map((text) => `${JSON.stringify(text)}\n`).join(''));
      return Promise.all(texts.map(nextTree)) as Promise<never>;
    },
    stop: () => child.stdin.end(),
  };
}

/** Prepares a page for parseInChromium. */
export const readyChromium = (page: Page): Promise<void> =>
  page.evaluate(`
    const NAMESPACES = { 'http://www.w3.org/2000/svg': 'svg:', 'http://www.w3.org/1998/Math/MathML': 'math:' };
    const treeOf = (node) =>
      node.nodeType === Node.TEXT_NODE ? [node.data]
      : node.nodeType !== Node.ELEMENT_NODE ? []
      : [[
          (NAMESPACES[node.namespaceURI] ?? '') + node.localName,
          [...node.attributes].map(({ name, value }) => [name, value]),
          [...node.childNodes].flatMap(treeOf),
        ]];
    // A document without a window runs no script, so a noscript has elements.
    const div = document.implementation.createHTMLDocument('').body.appendChild(document.createElement('div'));
    window.parse = (html) => {
      div.innerHTML = html;
      return { tree: [...div.childNodes].flatMap(treeOf), html: div.innerHTML };
    };
    undefined`);

/** The trees that Chromium builds from texts of HTML in a `div`, without comments and templates, and the HTML that it writes of each. */
export const parseInChromium = <Texts extends string[]>(
  page: Page,
  ...texts: Texts
): Promise<{ [i in keyof Texts]: ChromiumTree }> =>
  page.evaluate((all) => all.map((text) => Object(globalThis).parse(text)), texts) as Promise<never>;
