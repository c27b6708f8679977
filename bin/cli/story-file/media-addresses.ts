import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { bodyNodes } from '../../../lambdas/news/html/body-nodes';
import { isElement, type Node } from '../../../lambdas/news/html/fragment';
import { HtmlTooComplex } from '../../../lambdas/news/html/parse-html';
import { urlIn } from '../../../lambdas/news/values/uri';
import { type ParsedStory, type Problem, UnreadableStory } from './parsed-story';

/** The address of a picture or of sound in a story, as the file has it. */
export interface MediaAddress {
  /** The path of the field that holds it. */
  readonly path: readonly string[];
  readonly kind: 'picture' | 'sound' | 'video';
  readonly address: string;
}

const KINDS: Readonly<Record<string, MediaAddress['kind']>> = { img: 'picture', audio: 'sound', video: 'video' };

/** The addresses of a story's picture, of its sound, and of the pictures, sound and videos in its body, each once. */
export function mediaAddresses({ image, audio, body }: ParsedStory['value']): MediaAddress[] {
  const found: MediaAddress[] = [];
  const add = (path: readonly string[], kind: MediaAddress['kind'], address: unknown) => {
    if (typeof address === 'string' && address.trim() !== '' && !found.some((one) => one.address === address.trim()))
      found.push({ path, kind, address: address.trim() });
  };
  add(['image', 'url'], 'picture', Object(image).url);
  add(['audio', 'url'], 'sound', Object(audio).url);
  if (typeof body === 'string')
    for (const { kind, address } of addressesIn(nodesOf(body))) add(['body'], kind, address);
  return found;
}

/** The tree of a body; nothing for one that is nested too deeply, which the server refuses. */
function nodesOf(body: string): readonly Node[] {
  try {
    return bodyNodes(body).nodes;
  } catch (error) {
    if (error instanceof HtmlTooComplex || error instanceof RangeError) return [];
    throw error;
  }
}

function addressesIn(
  nodes: readonly Node[],
  outer: MediaAddress['kind'] = 'picture',
): { kind: MediaAddress['kind']; address?: string }[] {
  return nodes.filter(isElement).flatMap(({ name, attributes, children }) => {
    const kind = KINDS[name];
    const isMedia = kind !== undefined || name === 'source';
    return [
      ...(isMedia ? [{ kind: kind ?? outer, address: attributes.src }] : []),
      ...(name === 'video' ? [{ kind: 'picture' as const, address: attributes.poster }] : []),
      ...addressesIn(children, kind ?? outer),
    ];
  });
}

/**
 * Throws an UnreadableStory that names each picture and sound on disk: the address of a file beside the story would be dead on
 * the web. `folder` holds the story, and `text` is its file. A relative address is one of the web where the story has a
 * `canonicalUrl` and there is no such file.
 */
export async function refuseMediaOnDisk(story: ParsedStory, folder: string, text: string): Promise<void> {
  const hasBase = typeof story.value.canonicalUrl === 'string';
  const problems: Problem[] = [];
  for (const { path, kind, address } of mediaAddresses(story.value)) {
    if (!(await isOnDisk(address, folder, hasBase))) continue;
    const at = text.indexOf(address);
    const line =
      at < 0 ? (story.lineOf(path) ?? story.lineOf(path.slice(0, 1)) ?? 1) : text.slice(0, at).split('\n').length;
    const subject = kind === 'sound' ? 'sound' : `${kind}s`;
    const message = `${address}: ${subject} on disk cannot be uploaded yet: put it on the web and write its https address.`;
    problems.push({ line, message });
  }
  const [first, ...others] = problems;
  if (first) throw new UnreadableStory(first.line, first.message, others);
}

async function isOnDisk(address: string, folder: string, hasBase: boolean): Promise<boolean> {
  // A drive of Windows, a home folder, and a path with backslashes.
  if (/^(?:[a-z]:[\\/]|~\/|[^/:?#]*\\)|^file:/i.test(address)) return true;
  // An absolute address, and one that leaves out the scheme.
  if (urlIn(address) || address.startsWith('//') || address.startsWith('#')) return false;
  // A path from the root is one of the publication, and a relative one belongs to the canonical address.
  return !(address.startsWith('/') || hasBase) || (await exists(fileOf(address, folder)));
}

/** The file that an address would name on disk: without query and fragment, and decoded. */
function fileOf(address: string, folder: string): string {
  const [path = ''] = address.split(/[?#]/);
  try {
    return resolve(folder, decodeURIComponent(path));
  } catch {
    return resolve(folder, path);
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
