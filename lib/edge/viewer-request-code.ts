import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { BROWSER, NEWSROOM, PAGE_PATHS, PUBLIC_ADDRESSES, VIEWER_HOST } from '../../lambdas/http/routes';

/** The rules that the read function or the local server follows too. */
const RULES = ['one-address.ts', 'opened-in-browser.ts'].map((file) => join(__dirname, '../../lambdas/http', file));

/** esbuild throws for syntax that CloudFront's JavaScript runtime 2.0 does not know. */
const RUNTIME_2 = {
  target: 'es2015',
  supported: {
    destructuring: false,
    'for-of': false,
    class: false,
    'default-argument': false,
    'object-extensions': false,
  },
} as const;

/**
 * The code of the viewer-request function: the constants that it takes from the table of routes, the rules that the read
 * function and the local server follow too, and viewer-request.js.
 */
export function viewerRequestCode(): string {
  const known = PUBLIC_ADDRESSES.known.map(
    ({ pattern, query }) => `{ pattern: ${pattern}, query: ${JSON.stringify(query)} }`,
  );
  const guessed = PUBLIC_ADDRESSES.guessed.map(({ pattern, target }) => `{ pattern: ${pattern}, target: '${target}' }`);
  return [
    `const NEWSROOM = '${NEWSROOM}/';`,
    `const VIEWER_HOST = '${VIEWER_HOST}';`,
    `const BROWSER = '${BROWSER}';`,
    `const PAGES = ${PAGE_PATHS};`,
    `const ADDRESSES = {\n  known: [\n    ${known.join(',\n    ')},\n  ],\n  guessed: [${guessed.join(', ')}],\n};`,
    ...RULES.map(scriptOf),
    transformSync(readFileSync(join(__dirname, 'viewer-request.js'), 'utf8'), { ...RUNTIME_2, treeShaking: false })
      .code,
  ].join('\n');
}

/** A module as a script: CloudFront takes a script, and a script exports nothing. */
const scriptOf = (file: string): string =>
  transformSync(readFileSync(file, 'utf8'), { loader: 'ts', ...RUNTIME_2 })
    .code.replace(/^export \{[^}]*\};?$/m, '')
    .replace(/^export /gm, '');
