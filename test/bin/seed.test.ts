import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { slug } from '../../lambdas/news/values/slug';

const name = 'kerry-fears-fallout-from-fighting-in-syrian-town';
const text = readFileSync(join(__dirname, `../../bin/seed/${name}.json`), 'utf8');
const seed = JSON.parse(text);

test('the seed story is an upload with its own id, and without the fields that the newsroom sets', () => {
  expect(seed.id).toBe(name);
  expect(slug(seed.headline)).toBe(name);
  for (const field of ['guid', 'revision', 'status', 'updatedAt']) expect(seed).not.toHaveProperty(field);
});

test('the seed story breaks until an editor clears it, and its recording has no address', () => {
  expect(seed).toMatchObject({ breaking: true, breakingUntil: null, audio: { duration: 167 } });
  expect(seed.audio).not.toHaveProperty('url');
});

test('the body has the eleven paragraphs of the article', () => {
  const paragraphs = seed.body.split('\n');
  expect(paragraphs).toHaveLength(11);
  for (const paragraph of paragraphs) expect(paragraph).toMatch(/^<p>[^<>&]+[."]<\/p>$/);
  expect(paragraphs[0]).toBe(`<p>${seed.summary}</p>`);
});

test('the seed story has no text of the page around the article', () => {
  expect(text).not.toMatch(/Accessibility links|please wait|No media source|Breaking News|\b(?:XS|SM|MD|LG)\b/);
});
