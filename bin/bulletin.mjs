#!/usr/bin/env node
// The command that npm installs. tsx lets Node read the TypeScript behind it, as in npm start.
import 'tsx';

await import('./cli/main.ts');
