import { deflateSync } from 'node:zlib';
import { BARS, RED, SIDE, WHITE } from './glyph';

/** The icon as PNG, `size` pixels wide and high: two colours, so one bit a pixel (PNG, Third Edition, §11.2). */
export function iconPng(size: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Bit depth 1, colour type 3: each pixel is an index into the palette.
  header.set([1, 3], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(RED + WHITE, 'hex')),
    chunk('IDAT', deflateSync(rows(size))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The icon as ICO that holds one PNG of 32 pixels: for whoever asks for /favicon.ico without having seen a page. */
export function iconIco(): Buffer {
  const png = iconPng(32);
  const header = Buffer.alloc(22);
  // Kind 1 is an icon; it has one image, of 32 by 32 pixels, in one plane of 1 bit, which follows this header.
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(1, 4);
  header.set([32, 32], 6);
  header.writeUInt16LE(1, 10);
  header.writeUInt16LE(1, 12);
  header.writeUInt32LE(png.byteLength, 14);
  header.writeUInt32LE(header.byteLength, 18);
  return Buffer.concat([header, png]);
}

/** Each row of pixels, the first in the highest bit of a byte, after a byte that says that it is not filtered. */
function rows(size: number): Buffer {
  const width = 1 + Math.ceil(size / 8);
  const pixels = Buffer.alloc(width * size);
  const edge = (units: number): number => Math.round((units * size) / SIDE);
  for (const bar of BARS) {
    for (let y = edge(bar.y); y < edge(bar.y + bar.height); y++) {
      for (let x = edge(bar.x); x < edge(bar.x + bar.width); x++) {
        const at = y * width + 1 + (x >> 3);
        pixels[at] = (pixels[at] ?? 0) | (0x80 >> (x & 7));
      }
    }
  }
  return pixels;
}

/** §5.3: length, type, data, and a check of type and data. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.byteLength, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}

/** Annex D. Node has it as zlib.crc32 only since 22.2 and 20.15. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
