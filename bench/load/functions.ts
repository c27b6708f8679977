import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import type { Story } from '../../lambdas/news/story/story';
import { instant } from '../../lambdas/news/values/instant';
import { createTableInput } from '../../lambdas/store/table/table';
import { storeToken } from '../../lambdas/store/tokens';
import { context, functionUrl, httpApi } from '../../test/harness/http/events';
import { plainClient } from '../harness/engine-table';
import { upload } from '../harness/fill';
import { type Ask, environmentOf } from '../harness/functions';

export const TOKEN = 'token-of-the-load';

/** Both functions on an engine, wired as in Lambda, in a newsroom that has some stories. */
export async function startFunctions(endpoint: string, stories: readonly Story[]) {
  const name = 'load';
  const client = plainClient(endpoint);
  const table = { client, name };
  const { StreamSpecification: _, ...input } = createTableInput(name);
  await client.send(new CreateTableCommand(input));
  await upload(table, stories);
  const scopes = ['read', 'write', 'break'];
  await storeToken(table, TOKEN, { name: 'load', scopes, created: instant(Date.now()) });
  const environment = { BULLETIN_URL: 'https://news.example' };
  Object.assign(process.env, environmentOf({ endpoint, table: name, environment }));
  // Not before: they are wired as they are loaded.
  const [read, publish] = await Promise.all([import('../../lambdas/read'), import('../../lambdas/publish')]);
  let requests = 0;
  const next = () => context(`request-${++requests}`);
  return {
    read: ((sent) => read.handler(functionUrl(sent), next())) satisfies Ask,
    publish: ((sent) => publish.handler(httpApi(sent), next())) satisfies Ask,
    async stop() {
      client.destroy();
    },
  };
}
