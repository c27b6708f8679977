// node bundle-budget.mjs index.js 550: fails for a bundle over its budget in KB (1,024 bytes, as esbuild counts).
import { statSync } from 'node:fs';

const [, , bundle = '', budget] = process.argv;
const weight = Math.ceil(statSync(bundle).size / 1024);
if (!(weight <= Number(budget))) {
  process.stderr.write(
    `${bundle} weighs ${weight} KB, and its budget is ${budget} KB: every cold start reads all of it.\n`,
  );
  process.exit(1);
}
