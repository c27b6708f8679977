import type { ListedChange } from '../../news/changes/change-list';
import { renderJson } from './render-json';
import type { storyJson } from './story-json';

/** A change and the story as it is now; null if readers no longer see the story. */
export interface ChangeWithStory extends Pick<ListedChange, 'at' | 'type' | 'id'> {
  readonly story: ReturnType<typeof storyJson> | null;
}

/** Changes in their order, as JSON. `cursor` is the position after them. */
export const renderChanges = (changes: readonly ChangeWithStory[], cursor: string): string =>
  renderJson({ changes, cursor });
