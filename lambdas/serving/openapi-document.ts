import { createHash } from 'node:crypto';
import type { Publication } from '../formats/feed-document';
import { renderJson } from '../formats/json/render-json';
import type { PublicAnswer, Representation } from '../http/representation';
import { encodeDocument } from './encode-document';
import { JSON_TYPE } from './link-headers';
import { LIFETIME } from './validators';

/** Loads the module that makes the document. Most processes never need it. */
export type LoadOpenApi = () => Promise<{ createOpenApi(publication: Publication): object }>;

/** The description of every address, `/openapi.json`: made when it is first asked for, and the same until the next release. */
export function openApiDocument(publication: Publication, load: LoadOpenApi) {
  let made: Promise<Representation> | undefined;

  async function make(): Promise<Representation> {
    const { createOpenApi } = await load();
    const text = renderJson(createOpenApi(publication));
    const hash = createHash('sha256').update(text).digest('base64url').slice(0, 12);
    const kept = { validators: { etag: `W/"${hash}"` }, lifetimes: LIFETIME };
    const { bytes } = encodeDocument(text);
    return { mediaType: JSON_TYPE, links: [], ...kept, rendered: async () => ({ kept, bytes }) };
  }

  return {
    openApi(): Promise<PublicAnswer> {
      made ??= make();
      return made;
    },
  };
}
