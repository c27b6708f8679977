#!/usr/bin/env node
// The command line of the package: npm run build copies this file to dist/bulletin.mjs, beside the bundle.
import './node-version.mjs';

await import('./command-line.js');
