/** The icon: a page of a newspaper on red, in units of which the whole is `SIDE` wide and high. */
export const SIDE = 32;
export const RED = 'a8001c';
export const WHITE = 'ffffff';

export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is white in it: the masthead, a picture, three lines of text. */
export const BARS: readonly Bar[] = [
  { x: 6, y: 6, width: 20, height: 5 },
  { x: 6, y: 14, width: 9, height: 12 },
  { x: 17, y: 14, width: 9, height: 2 },
  { x: 17, y: 19, width: 9, height: 2 },
  { x: 17, y: 24, width: 9, height: 2 },
];
