import { type Engine, startEngine } from '../../bin/local/engine';

declare global {
  var testEngine: Engine | undefined;
}

/**
 * Before all tests: starts one engine for every test file, which reads its endpoint from BULLETIN_TEST_DYNAMODB. Set that
 * variable yourself to test with another DynamoDB.
 */
export default async function setUp(): Promise<void> {
  if (process.env.BULLETIN_TEST_DYNAMODB) return;
  globalThis.testEngine = await startEngine();
  process.env.BULLETIN_TEST_DYNAMODB = globalThis.testEngine.endpoint;
}
