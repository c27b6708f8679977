import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { NEWSROOM, PUBLIC_ADDRESSES, VIEWER_HOST } from '../../lambdas/http/routes';

const ONE_ADDRESS = join(__dirname, '../../lambdas/http/one-address.ts');

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
 * The code of the viewer-request function: the constants that it takes from the table of routes, the rule that the read
 * function follows too, and viewer-request.js.
 */
export function viewerRequestCode(): string {
  const rows = PUBLIC_ADDRESSES.map(({ pattern, query }) => `{ pattern: ${pattern}, query: ${JSON.stringify(query)} }`);
  const rule = transformSync(readFileSync(ONE_ADDRESS, 'utf8'), { loader: 'ts', ...RUNTIME_2 }).code;
  return [
    `const NEWSROOM = '${NEWSROOM}/';`,
    `const VIEWER_HOST = '${VIEWER_HOST}';`,
    `const ADDRESSES = [\n  ${rows.join(',\n  ')},\n];`,
    // CloudFront takes a script, and a script exports nothing.
    rule.replace(/^export \{[^}]*\};?$/m, '').replace(/^export /gm, ''),
    transformSync(readFileSync(join(__dirname, 'viewer-request.js'), 'utf8'), { ...RUNTIME_2, treeShaking: false })
      .code,
  ].join('\n');
}
