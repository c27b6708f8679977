import { removePrograms } from './bundle-programs';

/** After all tests. */
export default async function tearDown(): Promise<void> {
  await globalThis.testEngine?.stop();
  removePrograms(process.env.BULLETIN_TEST_PROGRAMS ?? '');
}
