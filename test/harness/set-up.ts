import { type Engine, startEngine } from '../../bin/local/engine';
import { bundlePrograms } from './bundle-programs';

declare global {
  var testEngine: Engine | undefined;
}

/**
 * Before all tests: bundles the programs that tests start, and starts one engine for every test file, which reads its endpoint
 * from BULLETIN_TEST_DYNAMODB. Set that variable yourself to test with another DynamoDB.
 */
export default async function setUp(): Promise<void> {
  // Else the SDK prints, in every process, that support for Node 20 will end.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  process.env.BULLETIN_TEST_PROGRAMS = await bundlePrograms();
  if (process.env.BULLETIN_TEST_DYNAMODB) return;
  globalThis.testEngine = await startEngine();
  process.env.BULLETIN_TEST_DYNAMODB = globalThis.testEngine.endpoint;
}
