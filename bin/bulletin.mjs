#!/usr/bin/env node
// The command line of the clone. tsx lets Node read the TypeScript behind it, as in npm start.
import 'tsx';

await import('./cli/main.ts');
