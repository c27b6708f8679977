import type { ListedChange } from '../../news/changes/change-list';
import { renderJson } from './render-json';
import type { storyJson } from './story-json';

/** A change and the story as it is now; null if readers no longer see the story. */
export interface ChangeWithStory extends Pick<ListedChange, 'at' | 'type' | 'id'> {
  readonly story: ReturnType<typeof storyJson> | null;
}

/** Changes in their order, as JSON. `next` is the cursor of the changes after them. */
export const renderChanges = (changes: readonly ChangeWithStory[], next: string): string =>
  renderJson({ changes, next });
