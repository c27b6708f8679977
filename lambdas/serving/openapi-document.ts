import type { Publication } from '../formats/feed-document';
import { renderJson } from '../formats/json/render-json';
import { LIFETIME, type PublicAnswer, type Representation } from '../http/representation';
import { encodeDocument } from './encode-document';
import { JSON_TYPE } from './link-headers';
import { contentHash } from './validators';

/** Loads the OpenAPI module. Most processes never need it. */
export type LoadOpenApi = () => Promise<{ createOpenApi(publication: Publication): object }>;

/** `/openapi.json`: made for the first request, and constant until the next release. */
export function openApiDocument(publication: Publication, load: LoadOpenApi) {
  let representation: Promise<Representation> | undefined;

  async function make(): Promise<Representation> {
    const { createOpenApi } = await load();
    const text = renderJson(createOpenApi(publication));
    const kept = { validators: { etag: `W/"${contentHash(text, 12)}"` }, lifetimes: LIFETIME };
    const { bytes } = encodeDocument(text);
    return { mediaType: JSON_TYPE, links: [], ...kept, rendered: async () => ({ kept, bytes }) };
  }

  return {
    openApi(): Promise<PublicAnswer> {
      representation ??= make();
      return representation;
    },
  };
}
