import { BARS, RED, SIDE, WHITE } from './glyph';

/** The icon as SVG, which has every size. */
export const iconSvg = (): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}"><path fill="#${RED}" d="M0 0h${SIDE}v${SIDE}H0z"/><path fill="#${WHITE}" d="${BARS.map(
    ({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h-${width}z`,
  ).join('')}"/></svg>\n`;
