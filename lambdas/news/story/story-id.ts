import { LIMITS } from '../limits';

/** Letters (with their combining marks) and digits of any script, and hyphens. */
export const STORY_ID = /^[\p{L}\p{M}\p{N}-]+$/u;

/** Whether a text can be the id of a story. Put it into NFC before you look the story up. */
export const isStoryId = (text: string): boolean => text.length <= LIMITS.id && STORY_ID.test(text);
