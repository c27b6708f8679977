import { SCOPES } from '../store/tokens';
import { arraySchema, objectSchema } from './json-schema';
import { newsroomPaths } from './newsroom-paths';
import { CONDITIONAL_PARAMETERS } from './parameters';
import { publicPaths } from './public-paths';
import { HEADER_DEFINITIONS } from './response-headers';
import { PROBLEM_SCHEMA } from './responses';
import { shareResponses } from './shared-responses';
import { STORY_SCHEMAS } from './story-schemas';
import { UPLOAD_SCHEMAS } from './upload-schemas';

/** What documents of this release promise to programs: every address, parameter, header and answer (OpenAPI 3.1). */
export function openApi({ url, title }: { url: string; title: string }) {
  const { paths, responses } = shareResponses({ ...publicPaths(), ...newsroomPaths() });
  return {
    openapi: '3.1.1',
    info: {
      title: `${title}: feeds and newsroom`,
      version: '1',
      summary: 'What readers and programs may ask for, and how an editor’s system uploads stories.',
      description:
        'Members are added and never taken away or given another meaning: ignore those that you do not know. ' +
        'Every address answers a method that it does not take with 405 and Allow.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    tags: [
      { name: 'readers', description: 'Public and cached; open to pages of every origin.' },
      { name: 'newsroom', description: 'Needs a token, and is never cached.' },
      { name: 'operators' },
    ],
    paths,
    components: {
      responses,
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: `A token of the publication (npm run bulletin -- token create). Scopes: ${SCOPES.join(', ')}.`,
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
