import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import type { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The faults that axe-core finds in a page as it is shown now: each broken rule, with the elements. */
export async function barriersIn(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(
    `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
  );
}

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // "no-dup-id", "element-permitted-content" and all else that the standard asks is in these two sets. A page of ours
    // has one style, known to its policy by a hash, and lists navigate by links: the standard allows both.
    'long-title': 'off',
    'no-inline-style': 'error',
    'wcag/h32': 'off',
  },
});

/** The faults that html-validate finds in a page, by the HTML standard. */
export async function errorsIn(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, context: _ }) => `${ruleId}: ${message} (${html.split('\n')[line - 1]})`),
  );
}

/** A compiler's errors for JSON-LD that claims to be a NewsArticle, by the types that Google makes of schema.org's vocabulary. */
export async function wrongInArticles(articles: readonly unknown[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'schema-org-'));
  try {
    const lines = articles.map((article, i) => `export const article${i}: Article = ${JSON.stringify(article)};`);
    const types =
      "import type { NewsArticle, WithContext } from 'schema-dts';\ntype Article = WithContext<NewsArticle>;";
    writeFileSync(join(folder, 'articles.ts'), [types, ...lines].join('\n'));
    const paths = { 'schema-dts': [join(process.cwd(), 'node_modules/schema-dts')] };
    const compilerOptions = { strict: true, noEmit: true, skipLibCheck: true, module: 'nodenext', types: [], paths };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['articles.ts'] }));
    const compiler = spawn('node_modules/.bin/tsc', ['-p', folder, '--pretty', 'false']);
    let said = '';
    compiler.stdout.setEncoding('utf8').on('data', (part: string) => {
      said += part;
    });
    await once(compiler, 'close');
    return said;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** libxml2's errors for an XML document, by one of the schemas beside this; empty for a valid one. */
export function wrongBySchema(xml: string, schema: 'urlset' | 'siteindex'): string {
  const path = join(__dirname, 'schemas', `${schema}.xsd`);
  const { status, stderr, error } = spawnSync('xmllint', ['--nonet', '--noout', '--schema', path, '-'], {
    input: xml,
    encoding: 'utf8',
  });
  if (error) throw error;
  return status === 0 ? '' : stderr;
}
