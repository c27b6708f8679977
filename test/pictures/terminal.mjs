import { execFile } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** An escape sequence that sets colours and weight (ECMA-48 §8.3.117). */
const SGR = new RegExp(`${String.fromCharCode(0x1b)}\\[([\\d;]*)m`);
const COLOURS = ['#1e2430', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#d7dae0'];

/** Runs a program in an invisible terminal. `shown` waits for a text and gives the screen, with escape sequences. */
export async function openTerminal(columns, rows, command, home) {
  const socket = `pictures-${process.pid}`;
  const env = { PATH: process.env.PATH, HOME: home, LC_ALL: 'C.UTF-8', TERM: 'xterm-256color' };
  const tmux = async (...args) => (await run('tmux', ['-f', '/dev/null', '-L', socket, ...args], { env })).stdout;
  await tmux('new-session', '-d', '-x', `${columns}`, '-y', `${rows}`, command, ';', 'set', 'status', 'off');
  return {
    press: (key) => tmux('send-keys', key),
    async waitForText(text) {
      for (let attempt = 0; attempt < 100; attempt++) {
        const screen = await tmux('capture-pane', '-p', '-e', '-N');
        if (screen.includes(text)) return screen.replace(/\n+$/, '');
        await setTimeout(100);
      }
      throw new Error(`the terminal never showed "${text}":\n${await tmux('capture-pane', '-p')}`);
    },
    close: () => tmux('kill-server'),
  };
}

const escapeHtml = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** A style after one more parameter of such a sequence. Knows the parameters that newsboat uses. */
function applyStyle(style, code) {
  if (code === 0) return {};
  if (code === 1) return { ...style, bold: true };
  if (code === 4) return { ...style, underlined: true };
  if (code === 7) return { ...style, reversed: true };
  if (code >= 30 && code <= 37) return { ...style, colour: COLOURS[code - 30] };
  if (code >= 40 && code <= 47) return { ...style, paper: COLOURS[code - 40] };
  if (code === 39) return { ...style, colour: undefined };
  if (code === 49) return { ...style, paper: undefined };
  return style;
}

/** A screen of a terminal as HTML. */
export function screenToHtml(screen) {
  let style = {};
  return screen
    .split(SGR)
    .map((part, i) => {
      if (i % 2 === 1) {
        style = part.split(';').map(Number).reduce(applyStyle, style);
        return '';
      }
      const { colour = COLOURS[7], paper = 'transparent', bold, underlined, reversed } = style;
      const [front, back] = reversed ? [COLOURS[0], colour] : [colour, paper];
      return `<span style="color:${front};background:${back}${bold ? ';font-weight:bold' : ''}${underlined ? ';text-decoration:underline' : ''}">${escapeHtml(part)}</span>`;
    })
    .join('');
}
