// npm run docs: writes each file of generated.ts.
import { writeFileSync } from 'node:fs';
import { generatedFiles } from './generated';

for (const [path, text] of Object.entries(generatedFiles())) writeFileSync(path, text);
