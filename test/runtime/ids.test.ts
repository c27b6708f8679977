import { randomIds } from '../../lambdas/runtime/ids';

test('versions are 12 characters of base64url, and no two are equal', () => {
  const versions = Array.from({ length: 5_000 }, () => randomIds.version());
  expect(new Set(versions).size).toBe(versions.length);
  for (const version of versions) expect(version).toMatch(/^[\w-]{12}$/);
});

test('every character of a version is random', () => {
  const versions = Array.from({ length: 5_000 }, () => randomIds.version());
  for (let i = 0; i < 12; i++) expect(new Set(versions.map((version) => version[i])).size).toBe(64);
});
