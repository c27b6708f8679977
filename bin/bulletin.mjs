#!/usr/bin/env node
// The command line of the clone. tsx lets Node read the TypeScript behind it.
import './node-version.mjs';

await import('tsx');
await import('./cli/main.ts');
