import type { Publication } from '../formats/feed-document';
import { renderJson } from '../formats/json/render-json';
import { LIFETIME, type PublicAnswer, type Representation } from '../http/representation';
import { documentWithoutHead } from './encode-document';
import { etagHash } from './etag';
import { JSON_TYPE } from './link-headers';

/** Loads the OpenAPI module. Most processes never need it. */
export type LoadOpenApi = () => Promise<{ createOpenApi(publication: Publication): object }>;

/** `/openapi.json`: made for the first request, and constant until the next release. */
export function openApiDocument(publication: Publication, load: LoadOpenApi) {
  let representation: Promise<Representation> | undefined;

  async function make(): Promise<Representation> {
    const { createOpenApi } = await load();
    const text = renderJson(createOpenApi(publication));
    return documentWithoutHead(JSON_TYPE, `W/"${etagHash(text, 12)}"`, LIFETIME, () => text);
  }

  return {
    openApi(): Promise<PublicAnswer> {
      representation ??= make();
      return representation;
    },
  };
}
