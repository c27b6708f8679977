import type { ListedChange } from '../../news/changes/change-list';
import { renderJson } from './render-json';
import type { storyJson } from './story-json';

/** A change as programs see it, with the story as it is now; null where readers do not see it any more. */
export interface ChangeWithStory extends Pick<ListedChange, 'at' | 'what' | 'id'> {
  readonly story: ReturnType<typeof storyJson> | null;
}

/** Changes in their order, as JSON; `next` is the `after` of what follows them, now or later. */
export const renderChanges = (changes: readonly ChangeWithStory[], next: string): string =>
  renderJson({ changes, next });
