import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { slug } from '../../lambdas/news/values/slug';

const name = 'kerry-fears-fallout-from-fighting-in-syrian-town';
const text = readFileSync(join(__dirname, `../../bin/seed/${name}.json`), 'utf8');
const seed = JSON.parse(text);

test('the first story is an upload under its own name, and leaves to the newsroom what the newsroom gives', () => {
  expect(seed.id).toBe(name);
  expect(slug(seed.headline)).toBe(name);
  for (const given of ['guid', 'revision', 'status', 'updatedAt']) expect(seed).not.toHaveProperty(given);
});

test('it breaks until an editor clears it, and has a recording that is not available', () => {
  expect(seed).toMatchObject({ breaking: true, breakingUntil: null, audio: { duration: 167 } });
  expect(seed.audio).not.toHaveProperty('url');
});

test('its body is the eleven paragraphs of the article', () => {
  const paragraphs = seed.body.split('\n');
  expect(paragraphs).toHaveLength(11);
  for (const paragraph of paragraphs) expect(paragraph).toMatch(/^<p>[^<>&]+[."]<\/p>$/);
  expect(paragraphs[0]).toBe(`<p>${seed.summary}</p>`);
});

test('nothing of the page that the article stood on came along', () => {
  expect(text).not.toMatch(/Accessibility links|please wait|No media source|Breaking News|\b(?:XS|SM|MD|LG)\b/);
});
