import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NEWSROOM, QUERY_BY_PATTERN, VIEWER_HOST } from '../../lambdas/http/routes';

/** The code of the viewer-request function: viewer-request.js after the constants that it takes from the table of routes. */
export function viewerRequestCode(): string {
  const rows = QUERY_BY_PATTERN.map(([pattern, query]) => `[${pattern}, ${JSON.stringify(query)}]`);
  return [
    `const NEWSROOM = '${NEWSROOM}/';`,
    `const VIEWER_HOST = '${VIEWER_HOST}';`,
    `const QUERIES = [\n  ${rows.join(',\n  ')},\n];`,
    readFileSync(join(__dirname, 'viewer-request.js'), 'utf8'),
  ].join('\n');
}
