#!/usr/bin/env node
// The command as npm installs it: what it runs is TypeScript, which tsx reads, as it does for npm start.
import 'tsx';

await import('./cli/main.ts');
