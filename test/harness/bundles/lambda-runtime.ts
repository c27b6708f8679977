import { existsSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../../../node_modules/.cache/lambda-runtime');

/** The programs that `.ci/lambda-runtime` installs: AWS's own, and Node. */
export const LAMBDA_RUNTIME = {
  /** The Node of the functions' runtime. */
  node: join(FOLDER, 'node'),
  /** The runtime interface client: it calls the handler. */
  client: join(FOLDER, 'node_modules/aws-lambda-ric/index.mjs'),
  /** The emulator of the Runtime API, to which that client talks. */
  emulator: join(FOLDER, 'aws-lambda-rie'),
} as const;

/** A part of it. Throws where it was not installed: nothing is tested with less. */
export function lambdaRuntime(part: keyof typeof LAMBDA_RUNTIME): string {
  const file = LAMBDA_RUNTIME[part];
  if (!existsSync(file)) throw new Error(`${file} is missing: .ci/lambda-runtime installs it`);
  return file;
}
