import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleFunction, LAMBDAS } from './bundle-function';
import type { FunctionBundle } from './bundles';

/** The code of a function, bundled from the sources when a stack that has it is synthesised. */
export const functionCode = (bundle: FunctionBundle): Code =>
  Code.fromAsset(LAMBDAS, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Required, and never pulled: esbuild bundles here.
      image: DockerImage.fromRegistry('none'),
      // CDK bundles once for equal options, and these two are all that it compares.
      command: [bundle.entry],
      local: {
        tryBundle(folder) {
          bundleFunction(bundle, folder);
          return true;
        },
      },
    },
  });
