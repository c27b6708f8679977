/** The line, from 1, that a character of a text stands in. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
