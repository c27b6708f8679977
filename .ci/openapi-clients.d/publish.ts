// Publishes a story with the types that openapi-typescript made, and reads it back.
import createClient from 'openapi-fetch';
import type { components, paths } from './bulletin.js';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

const client = createClient<paths>({
  baseUrl: process.env.BULLETIN_URL ?? '',
  headers: { authorization: `Bearer ${process.env.BULLETIN_TOKEN}` },
});

function required<Data>({ data, error }: { data?: Data; error?: unknown }): Data {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

const upload: components['schemas']['Upload'] = {
  headline: 'River peaks at dawn',
  body: '<p>It was high.</p>',
  section: 'Local',
  authors: [{ name: 'Ann Lee' }],
};
const { story, warnings } = required(await client.POST('/newsroom/stories', { body: upload }));
const params = { path: { id: story.id } };
const read: components['schemas']['Story'] = required(await client.GET('/api/stories/{id}', { params }));
if (read.headline !== upload.headline || warnings.length === 0) throw new Error(JSON.stringify({ read, warnings }));

const broken = required(await client.PUT('/newsroom/stories/{id}/breaking', { params, body: { for: 'PT2H' } }));
if (!broken.story.breaking) throw new Error(JSON.stringify(broken));

const absent = await client.GET('/newsroom/stories/{id}', { params: { path: { id: 'none' } } });
const detail: string | undefined = absent.error?.detail;
if (absent.response.status !== 404 || detail === undefined) throw new Error(JSON.stringify(absent));
