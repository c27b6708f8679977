/** The line, from 1, of a character in a text. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
