import { LIMITS } from '../limits';

/**
 * Letters and digits of any script, each with the combining marks after it, and hyphens; at least one letter or digit. No
 * enclosing marks, and no invisible characters: two ids that look equal are equal.
 */
export const STORY_ID =
  /^-*(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}](?:(?!\p{Default_Ignorable_Code_Point})[\p{Mn}\p{Mc}])*-*)+$/u;

/** Whether a text can be the id of a story. Put it into NFC before you look the story up. */
export const isStoryId = (text: string): boolean => text.length <= LIMITS.id && STORY_ID.test(text);
