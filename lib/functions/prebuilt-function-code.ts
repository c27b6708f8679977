import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type FunctionBundle, folderOf } from './bundles';

/**
 * In the package, in place of `function-code.ts`: the folder that the build bundled. It changes with a release only, and so
 * does the hash of the asset.
 */
export const functionCode = (bundle: FunctionBundle): Code =>
  Code.fromAsset(join(__dirname, 'functions', folderOf(bundle)));
