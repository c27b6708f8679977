import { gunzipSync } from 'node:zlib';

// A page of a newspaper, white on red. The approved files are in test/formats/golden/icon: `base64 -w0` of each file, and for
// the cover of `gzip -9n`, gives the texts below. The bundle carries them: three small images need no file beside it.
const FAVICON =
  'AAABAAEAICAAAAEAAQBrAAAAFgAAAIlQTkcNChoKAAAADUlIRFIAAAAgAAAAIAEDAAAASbTotwAAAAZQTFRFqAAc////SlnkeQAAACBJREFU' +
  'eJxjYMALmP//P4CVQFf3r/4AjABzEQRBCbwAAN7tIUx+577RAAAAAElFTkSuQmCC';
const TOUCH_ICON =
  'iVBORw0KGgoAAAANSUhEUgAAALQAAAC0AQMAAAAHA5RxAAAABlBMVEWoABz///9KWeR5AAAARElEQVR4nO3SsQ0AIAwDQW/G6ozEBlDQpCBS' +
  'qLDEX/llYgnAlTajTqdbdXja/xo6//G/nt2H/ra77YR90mWwB5cOoGQBdLoBrc2CjBUAAAAASUVORK5CYII=';
const PODCAST_COVER =
  'H4sIAAAAAAACA+sM8HPn5ZLiYmBg4PX0cAliYODeAcKMzAwMDN63060YGBjYAnxCXFcwyPz//98r8kklAwN/oaeLY0jFnLcXNvI2GDAcMLB7' +
  'OOXff+GgmZIRElKdt8RdLPkYhhFoiLd4rreu6mvze9770vvMa/J/3Puw92H14e9towKjAqMCw0WAmT7Fyeq5xRNfqyZcYRwN8sEj8On97E+j' +
  'wTEqQF2BE/v7rRaMBskgEuj983vZaHCMClC9+ljMlzEaJINHwHo4dUA/3ORV6DBu2Sz+sh/E9XT1c1nnlNAEALBpZhm8DwAA';

const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64');

/** The icon in every size. */
export const ICON_SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#a8001c" d="M0 0h32v32H0z"/><path fill="#ffffff" d="M6 6h20v5h-20zM6 14h9v12h-9zM17 14h9v2h-9zM17 19h9v2h-9zM17 24h9v2h-9z"/></svg>\n`;

/** An ICO with one PNG of 32 pixels, for clients that ask for /favicon.ico before they see a page. */
export const favicon = (): Buffer => bytesOf(FAVICON);

/** A PNG of 180 pixels. */
export const touchIcon = (): Buffer => bytesOf(TOUCH_ICON);

/** A PNG of 3,000 pixels, the most that Apple accepts for a podcast. */
export const podcastCover = (): Buffer => gunzipSync(bytesOf(PODCAST_COVER));
