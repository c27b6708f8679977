import { setTimeout as wait } from 'node:timers/promises';
import { formerUrlOf } from '../../lambdas/http/addresses/former-url';
import { newStory } from '../../lambdas/news/edits/create-story';
import { isBreaking } from '../../lambdas/news/story/status';
import { readUpload } from '../../lambdas/news/upload/read-upload';
import { clockFrom } from '../../lambdas/runtime/clock';
import { createDynamoDbClient } from '../../lambdas/runtime/dynamodb';
import { randomIds } from '../../lambdas/runtime/ids';
import { newsroomSettingsFrom } from '../../lambdas/runtime/newsroom-settings';
import { createReader } from '../../lambdas/store/read/reader';
import { SCOPES, storeToken } from '../../lambdas/store/tokens';
import { createWriter } from '../../lambdas/store/write/writer';
import seed from '../seed/kerry-fears-fallout-from-fighting-in-syrian-town.json';
import type { App } from './run';

/** The apps that are deployed, created by their import; and the first story and the token for the local table. */
export async function loadApp(): Promise<App> {
  const [read, publish] = await Promise.all([import('../../lambdas/read'), import('../../lambdas/publish')]);
  const { table: name, language, breakingFor, url = '' } = newsroomSettingsFrom(process.env);
  const clock = clockFrom(process.env);
  const table = { client: createDynamoDbClient(), name };
  return {
    clock,
    read: read.app,
    publish: publish.app,
    async putSeedStory() {
      if (await createReader(table).feedHead('all', { consistent: true })) return;
      const now = clock();
      const found = readUpload(seed, { now, language, breakingFor, baseUrl: url, formerUrlOf });
      if ('errors' in found) throw new Error(`the seed story has errors: ${JSON.stringify(found.errors)}`);
      const story = newStory(found.upload, { id: seed.id, guid: randomIds.guid(), now });
      const writer = createWriter({ table, clock, ids: randomIds, wait, random: Math.random });
      await writer.create(story, { by: 'seed' });
    },
    async breakingSeedStory() {
      const story = await createReader(table).story(seed.id);
      return story && isBreaking(story, clock()) ? story : undefined;
    },
    storeToken: (token) => storeToken(table, token, { name: 'local', scopes: SCOPES, created: clock() }),
  };
}
