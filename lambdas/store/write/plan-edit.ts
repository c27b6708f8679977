import type { LastChange } from '../../news/feed/feed-head';
import { changeItem, listWrite, momentChangeItem, momentChangesOf } from '../table/change-items';
import { storyBytes } from '../table/story-items';
import { actionsOn } from '../table/transaction-actions';
import type { EditActions, EditContext, EditToPlan } from './edit-context';
import { feedActions } from './feed-actions';
import type { Heads } from './read-heads-for-edit';
import { registerActions } from './register-actions';
import { storyActions } from './story-actions';

/** The actions that make one edit, and the heads as it leaves them. */
export interface PlannedEdit {
  readonly actions: EditActions;
  readonly heads: Required<Pick<Heads, 'story' | 'feeds' | 'lastChange'>> & Pick<Heads, 'register'>;
}

/**
 * Plans one edit: the story, its history, its place in every feed, every affected head. The order matters only among actions
 * with a refusal: `commit` gives the first one.
 */
export function planEdit(plan: EditToPlan): PlannedEdit {
  const context: EditContext = { ...plan, on: actionsOn(plan.tableName) };
  const { actions: ofStory, story } = storyActions(context);
  const { actions: ofChange, lastChange } = changeActions(context);
  const { actions: ofFeeds, changes } = feedActions(context, lastChange);
  const { actions: ofRegister, register } = registerActions(context, changes);
  const feeds = new Map([...plan.heads.feeds, ...changes.map(({ head }) => [head.name, head] as const)]);
  return {
    actions: [...ofStory, ...ofChange, ...ofFeeds, ...ofRegister],
    heads: { story, feeds, lastChange, register },
  };
}

/** The write in the list of changes, and each coming moment that it sets or takes back. */
function changeActions({ edit, heads, ids, on }: EditContext): { actions: EditActions; lastChange: LastChange } {
  const write = listWrite(edit, heads.lastChange, { writeId: ids.version(), bytes: storyBytes(edit.after) });
  return {
    actions: [
      { action: on.putNew(changeItem(write)) },
      ...momentChangesOf(write).map((change) => ({ action: on.put(momentChangeItem(change)) })),
    ],
    lastChange: { sequenceNumber: write.sequenceNumber, at: write.at },
  };
}
