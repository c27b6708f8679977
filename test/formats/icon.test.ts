import { inflateSync } from 'node:zlib';
import { iconIco, iconPng } from '../../lambdas/formats/icon/png';
import { iconSvg } from '../../lambdas/formats/icon/svg';
import { readXml } from './read-xml';

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

test('the icon is a page of a newspaper: masthead, picture, lines', () => {
  const rows = rowsOf(iconPng(32), 32);
  expect(rows[0]).toBe('.'.repeat(32));
  expect(rows[6]).toBe(`${'.'.repeat(6)}${'#'.repeat(20)}${'.'.repeat(6)}`);
  expect(rows[14]).toBe(`${'.'.repeat(6)}${'#'.repeat(9)}..${'#'.repeat(9)}${'.'.repeat(6)}`);
  expect(rows[17]).toBe(`${'.'.repeat(6)}${'#'.repeat(9)}${'.'.repeat(17)}`);
});

test('it is the same at a size that the grid does not divide', () => {
  const rows = rowsOf(iconPng(180), 180);
  expect(rows[90]?.slice(40, 50)).toBe('##########');
  expect(rows[5]).toBe('.'.repeat(180));
});

test('the cover of the podcast is small to send, large to see', () => {
  const cover = iconPng(3_000);
  expect(cover.byteLength).toBeLessThan(10_000);
  expect([cover.readUInt32BE(16), cover.readUInt32BE(20)]).toEqual([3_000, 3_000]);
});

test('an ICO is the PNG of 32 pixels behind a header that says so', () => {
  const [ico, png] = [iconIco(), iconPng(32)];
  expect(ico.subarray(0, 8).toString('hex')).toBe('0000010001002020');
  expect(ico.readUInt32LE(14)).toBe(png.byteLength);
  expect(ico.subarray(ico.readUInt32LE(18))).toEqual(png);
});

test('the SVG is well-formed', () => {
  expect(readXml(iconSvg()).one('svg').all('path')).toHaveLength(2);
});
