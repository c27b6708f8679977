import { styleText } from 'node:util';
import type { Shell } from './shell';

// Newer versions of Node would ask process.stdout; the shell decides here.
const ANY_STREAM = { validateStream: false };

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';
/** Gives text in a colour, or unchanged. */
export type Paint = (style: Style, text: string) => string;

/** A painter for the shell: without colours, or on early versions of Node 20 (no styleText), it changes nothing. */
export const painter = ({ colours }: Pick<Shell, 'colours'>): Paint =>
  colours && typeof styleText === 'function' ? (style, text) => styleText(style, text, ANY_STREAM) : (_, text) => text;

/** Whether a stream is a terminal with colours, and NO_COLOR is not set (https://no-color.org). */
export const showsColours = (stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean =>
  stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
