import { newStory } from '../../lambdas/news/edits/create-story';
import { readUpload } from '../../lambdas/news/upload/read-upload';
import type { Instant } from '../../lambdas/news/values/instant';
import type { Settings } from '../../lambdas/runtime/settings';
import type { Reader } from '../../lambdas/store/read/reader';
import type { Writer } from '../../lambdas/store/write/writer';
import seed from '../seed/kerry-fears-fallout-from-fighting-in-syrian-town.json';

export interface SeedNeeds {
  readonly reader: Reader;
  readonly writer: Writer;
  readonly settings: Settings;
  readonly now: Instant;
  readonly guid: string;
}

/** Stores the seed story in a table that never had a story; changes no other table. */
export async function putSeedStory({ reader, writer, settings, now, guid }: SeedNeeds): Promise<void> {
  if (await reader.feedHead('all', { consistent: true })) return;
  const { language, breakingFor, url = '' } = settings;
  const found = readUpload(seed, { now, language, breakingFor, baseUrl: url });
  if ('errors' in found) throw new Error(`the seed story has errors: ${JSON.stringify(found.errors)}`);
  const story = newStory(found.upload, { id: seed.id, guid, now });
  await writer.create(story, { by: 'seed' });
}
