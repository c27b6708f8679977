import { SCOPES } from '../store/tokens';
import { HEADER_DEFINITIONS } from './headers';
import { arraySchema, objectSchema } from './json-schema';
import { newsroomPaths } from './newsroom-paths';
import { CONDITIONAL_PARAMETERS } from './parameters';
import { publicPaths } from './public-paths';
import { PROBLEM_SCHEMA } from './responses';
import { shareResponses } from './shared-responses';
import { STORY_SCHEMAS } from './story-schemas';
import { UPLOAD_SCHEMAS } from './upload-schemas';

/** The description of this release for programs: every address, parameter, header and answer (OpenAPI 3.1). */
export function createOpenApi({ url, title }: { url: string; title: string }) {
  const { paths, responses } = shareResponses({ ...publicPaths(), ...newsroomPaths() });
  return {
    openapi: '3.1.1',
    info: {
      title: `${title}: feeds and newsroom`,
      version: '1',
      summary: 'Feeds, pages and JSON for readers, and uploads for newsrooms.',
      description:
        'A later release may add members to answers. It never removes one or changes its meaning, so ignore unknown members. ' +
        'An address answers an unknown method with 405 and Allow.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    tags: [
      { name: 'readers', description: 'Public and cached. Scripts of every origin may read it.' },
      { name: 'newsroom', description: 'For editors. It needs a token, and is never cached.' },
      { name: 'operators', description: 'For monitoring.' },
    ],
    paths,
    components: {
      responses,
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: `A token of the publication, made by "token create" of the command line. Scopes: ${SCOPES.join(', ')}.`,
        },
      },
      parameters: CONDITIONAL_PARAMETERS,
      headers: HEADER_DEFINITIONS,
      schemas: {
        ...UPLOAD_SCHEMAS,
        ...STORY_SCHEMAS,
        Problem: PROBLEM_SCHEMA,
        JsonFeed: objectSchema(
          {
            version: { const: 'https://jsonfeed.org/version/1.1' },
            title: { type: 'string' },
            home_page_url: { type: 'string', format: 'uri' },
            feed_url: { type: 'string', format: 'uri' },
            next_url: { type: 'string', format: 'uri' },
            items: arraySchema(objectSchema({ id: { type: 'string' } }, ['id'])),
          },
          ['version', 'title', 'items'],
          { description: 'JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)' },
        ),
      },
    },
  };
}
