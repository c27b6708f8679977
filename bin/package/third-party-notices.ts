import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * The notices that the licenses of bundled packages ask for: the text of each license, after the packages that have it.
 * `files` are files that were bundled. Throws for a package of npm that has no license.
 */
export function thirdPartyNotices(files: Iterable<string>): string {
  const packagesOf = new Map<string, string[]>();
  for (const folder of packageFolders(files)) {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const text = licenseIn(folder) ?? license;
    if (typeof text !== 'string') throw new Error(`${name} ${version} has no license, so it cannot be bundled.`);
    packagesOf.set(text, [...(packagesOf.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const notices = [...packagesOf].map(([text, packages]) => `${packages.sort().join('\n')}\n\n${text.trim()}\n`);
  return `The programs of this package contain code of these packages.\n\n${notices.sort().join(`\n${'-'.repeat(72)}\n\n`)}`;
}

/** The folders of the packages that files belong to. A package may carry a copied one that has no package.json. */
function packageFolders(files: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const file of files) {
    let folder = resolve(file).replaceAll('\\', '/');
    do folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(folder)?.[0] ?? '';
    while (folder !== '' && !existsSync(join(folder, 'package.json')));
    if (folder !== '') folders.add(folder);
  }
  return folders;
}

function licenseIn(folder: string): string | undefined {
  const file = readdirSync(folder).find((name) => /^(?:un)?licen[cs]e(?:[.-]|$)/i.test(name));
  return file && readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
}
