import * as z from 'zod';
import { newsroomPath } from '../../../lambdas/http/routes';
import type { Endpoint } from './endpoint';
import { parseJson } from './parse-json';

/** A token and its publication, as the server knows them. */
export const Whoami = z.object({
  token: z.object({ name: z.string(), scopes: z.array(z.string()) }),
  publication: z.object({ title: z.string(), url: z.string(), language: z.string(), timeZone: z.string() }),
});
export type Whoami = z.infer<typeof Whoami>;

/** The scopes of the token that an endpoint sends; undefined if the server does not say. */
export async function askScopes(server: Pick<Endpoint, 'ask'>): Promise<readonly string[] | undefined> {
  const { text } = await server.ask('GET', newsroomPath('whoami'));
  return Whoami.safeParse(parseJson(text)).data?.token.scopes;
}
