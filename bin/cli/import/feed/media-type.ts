import { mediaTypeByExtension } from '../../../../lambdas/news/upload/read-media-type';
import { urlIn } from '../../../../lambdas/news/values/uri';

const EXACT = /^(?:audio|image|video)\/(?:[\w.+-]+|\*)$/;

/**
 * The media type of a file that a feed points at, in lower case and without parameters. A type that says nothing (`mp3`,
 * `binary/octet-stream`, none) gives way to the type by the file's ending. Undefined if neither tells.
 */
export function mediaTypeOf(written: string | undefined, address: string | undefined): string | undefined {
  const type = (written ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (EXACT.test(type) && !type.endsWith('/*')) return type;
  const url = address === undefined ? undefined : urlIn(address, 'http://relative.invalid/');
  const byEnding = url && (mediaTypeByExtension('audio', url.href) ?? mediaTypeByExtension('image', url.href));
  if (byEnding !== undefined) return byEnding;
  return type === '' || /octet-stream$|^(?:audio|image|video)?\/?$/.test(type) ? undefined : type;
}
