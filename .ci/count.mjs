// Adds up what jest wrote into a folder, prints the line that closes a run, and fails unless every test ran and passed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, status] = process.argv.slice(2);
const runs = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
const sum = (...names) => runs.reduce((total, run) => names.reduce((part, name) => part + run[name], total), 0);

const passed = sum('numPassedTests');
const skipped = sum('numPendingTests', 'numTodoTests');
// A stage that is no test suite counts as one.
const failed = sum('numFailedTests', 'numRuntimeErrorTestSuites') || (status === '0' ? 0 : 1);
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = passed > 0 && failed + skipped === 0 ? 0 : 1;
