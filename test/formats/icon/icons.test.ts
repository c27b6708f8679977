import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { favicon, ICON_SVG, podcastCover, touchIcon } from '../../../lambdas/formats/icon/icons';
import { readXml } from '../read-xml';

/** The pixels of a one-bit image, row by row, `#` for white. */
function rowsOf(png: Buffer, size: number): string[] {
  const at = png.indexOf('IDAT');
  const pixels = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const width = 1 + Math.ceil(size / 8);
  return Array.from({ length: size }, (_, y) =>
    [...pixels.subarray(y * width + 1, (y + 1) * width)]
      .map((byte) => byte.toString(2).padStart(8, '0'))
      .join('')
      .slice(0, size)
      .replace(/0/g, '.')
      .replace(/1/g, '#'),
  );
}

/** The PNG of 32 pixels in an ICO. */
const pngIn = (ico: Buffer): Buffer => ico.subarray(ico.readUInt32LE(18));

test.each([
  ['favicon.ico', favicon],
  ['apple-touch-icon.png', touchIcon],
  ['podcast-cover.png', podcastCover],
])('%s is the approved file', (name, icon) => {
  expect(icon()).toEqual(readFileSync(join(__dirname, '../golden/icon', name)));
});

test('the icon is a page of a newspaper: masthead, picture, lines', () => {
  const rows = rowsOf(pngIn(favicon()), 32);
  expect(rows[0]).toBe('.'.repeat(32));
  expect(rows[6]).toBe(`${'.'.repeat(6)}${'#'.repeat(20)}${'.'.repeat(6)}`);
  expect(rows[14]).toBe(`${'.'.repeat(6)}${'#'.repeat(9)}..${'#'.repeat(9)}${'.'.repeat(6)}`);
  expect(rows[17]).toBe(`${'.'.repeat(6)}${'#'.repeat(9)}${'.'.repeat(17)}`);
});

test('the touch icon of 180 pixels shows the same page', () => {
  const rows = rowsOf(touchIcon(), 180);
  expect(rows[90]?.slice(40, 50)).toBe('##########');
  expect(rows[5]).toBe('.'.repeat(180));
});

test('the podcast cover has 3,000 pixels and less than 10 KB', () => {
  const cover = podcastCover();
  expect(cover.byteLength).toBeLessThan(10_000);
  expect([cover.readUInt32BE(16), cover.readUInt32BE(20)]).toEqual([3_000, 3_000]);
});

test('the header of the ICO describes its one PNG of 32 pixels', () => {
  const ico = favicon();
  expect(ico.subarray(0, 8).toString('hex')).toBe('0000010001002020');
  expect(ico.readUInt32LE(14)).toBe(pngIn(ico).byteLength);
  expect(pngIn(ico).subarray(1, 4).toString()).toBe('PNG');
});

test('the SVG is well-formed', () => {
  expect(readXml(ICON_SVG).one('svg').all('path')).toHaveLength(2);
});
