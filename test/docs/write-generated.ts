// npm run docs: writes docs/errors.md and docs/settings.md.
import { writeFileSync } from 'node:fs';
import { generatedPages } from './generated';

for (const [path, text] of Object.entries(generatedPages())) writeFileSync(path, text);
