import { PUBLIC_ROUTES } from '../../../lambdas/http/routes';
import { urlIn } from '../../../lambdas/news/values/uri';
import type { Endpoint } from '../server/endpoint';
import { CommandError, EXIT } from '../terminal/shell';

/** The help text of every argument that is the id of a story. */
export const ID_HELP = 'the id of the story, or the address of its page';

/** `/stories/` */
const FOLDER = PUBLIC_ROUTES.story.path.replace(':id', '');

/** The id of a story as a user types it: the id, or the address of its page, also with a query or a fragment. */
export function readStoryId(text: string, server: Endpoint): string {
  const typed = text.trim();
  // A dot as a step of a path names another address: `./breaking` would be the story "breaking".
  if (!typed.includes('/') && !/^\.{0,2}$/.test(typed)) return typed;
  const url = urlIn(typed, `${server.address}/`);
  if (url && url.origin !== server.address)
    throw new CommandError(`${typed} is not a page of ${server.address}: set --url or BULLETIN_URL.`, EXIT.usage);
  const [step = '', ...more] = url?.pathname.startsWith(FOLDER) ? url.pathname.slice(FOLDER.length).split('/') : [];
  const id = decodeStep(step);
  if (!/^\.{0,2}$/.test(id) && more.every((part) => part === '')) return id;
  throw new CommandError(
    `${typed} is not the page of a story: write its id, or an address like ${server.address}${FOLDER}river.`,
    EXIT.usage,
  );
}

/** A step of a path. One whose percent-encoding is not valid stays as it is. */
function decodeStep(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
