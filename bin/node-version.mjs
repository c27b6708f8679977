// Ends the process, with one line, where Node is older than package.json asks for: newer syntax would fail without a reason.
import { readFileSync } from 'node:fs';

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const needed = Number(/\d+/.exec(engines.node)[0]);
if (Number.parseInt(process.versions.node, 10) < needed) {
  process.stderr.write(
    `Bulletin needs Node ${needed} or newer, and this is Node ${process.versions.node}: install one from https://nodejs.org.\n`,
  );
  process.exit(1);
}
