import { setTimeout as wait } from 'node:timers/promises';
import type { App } from './run';
import { putSeedStory } from './seed';

/** The apps that are deployed, created by their import; and the first story and the token for the local table. */
export async function loadApp(): Promise<App> {
  const [
    read,
    publish,
    { clockFrom },
    { createDynamoDbClient },
    { randomIds },
    { settingsFrom },
    { SCOPES, storeToken },
    { createReader },
    { createWriter },
  ] = await Promise.all([
    import('../../lambdas/read'),
    import('../../lambdas/publish'),
    import('../../lambdas/runtime/clock'),
    import('../../lambdas/runtime/dynamodb'),
    import('../../lambdas/runtime/ids'),
    import('../../lambdas/runtime/settings'),
    import('../../lambdas/store/tokens'),
    import('../../lambdas/store/read/reader'),
    import('../../lambdas/store/write/writer'),
  ]);
  const settings = settingsFrom(process.env);
  const clock = clockFrom(process.env);
  const table = { client: createDynamoDbClient(), name: settings.table };
  return {
    clock,
    read: read.app,
    publish: publish.app,
    putSeedStory: () =>
      putSeedStory({
        reader: createReader(table),
        writer: createWriter({ table, clock, ids: randomIds, wait, random: Math.random }),
        settings,
        now: clock(),
        guid: randomIds.guid(),
      }),
    storeToken: (token) => storeToken(table, token, { name: 'local', scopes: SCOPES, created: clock() }),
  };
}
