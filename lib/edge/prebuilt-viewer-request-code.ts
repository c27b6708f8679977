import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** In the package, in place of `viewer-request-code.ts`: the file that the build wrote. */
export const viewerRequestCode = (): string => readFileSync(join(__dirname, 'viewer-request.js'), 'utf8');
