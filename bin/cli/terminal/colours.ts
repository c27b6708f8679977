import { styleText } from 'node:util';
import type { Shell } from './shell';

// Newer ones ask process.stdout; whether there are colours is said here.
const WHATEVER_STREAM = { validateStream: false };

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';
/** Text with its colour, or as it is. */
export type Paint = (style: Style, text: string) => string;

/** Colours for a terminal that shows them. Node's early 20 has none to give. */
export const painter = ({ colours }: Pick<Shell, 'colours'>): Paint =>
  colours && typeof styleText === 'function'
    ? (style, text) => styleText(style, text, WHATEVER_STREAM)
    : (_, text) => text;

/** Whether a stream is a terminal that shows colours, and nobody asked for none (https://no-color.org). */
export const showsColours = (stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean =>
  stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
