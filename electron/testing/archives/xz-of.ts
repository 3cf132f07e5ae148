import { crc32 } from 'node:zlib';

/** LZMA2 counts a chunk that is not packed in 16 bits. */
const chunkBytes = 65_536;

/** Check CRC32; the smallest the format knows but none. */
const streamFlags = Buffer.from([0x00, 0x01]);

/**
 * The .xz of some bytes, stored in LZMA2 chunks that are not packed
 * (tukaani.org/xz/xz-file-format.txt, version 1.2.1).
 *
 * @param dictionary  size as LZMA2 states it, 0 to 40; 24 stands for 16 MiB, 30 for 128 MiB
 */
export function xzOf(data: Buffer, dictionary = 16): Buffer {
  // One filter, no sizes: 21 is LZMA2 with one byte of properties.
  const content = Buffer.from([0x02, 0x00, 0x21, 0x01, dictionary, 0x00, 0x00, 0x00]);
  const blockHeader = Buffer.concat([content, word(crc32(content))]);
  const chunks: Buffer[] = [];
  for (let at = 0; at < data.length; at += chunkBytes) {
    const piece = data.subarray(at, at + chunkBytes);
    const size = piece.length - 1;
    // 1 resets the dictionary, which the first chunk must do.
    chunks.push(Buffer.from([at === 0 ? 1 : 2, size >> 8, size & 0xff]), piece);
  }
  const packed = Buffer.concat([...chunks, Buffer.from([0x00])]);
  const unpadded = blockHeader.length + packed.length + 4;
  const block = Buffer.concat([blockHeader, packed, padding(packed.length), word(crc32(data))]);
  const records = Buffer.concat([Buffer.from([0x00, 0x01]), number(unpadded), number(data.length)]);
  const padded = Buffer.concat([records, padding(records.length)]);
  const index = Buffer.concat([padded, word(crc32(padded))]);
  const footer = Buffer.concat([word(index.length / 4 - 1), streamFlags]);
  return Buffer.concat([
    Buffer.from('fd377a585a00', 'hex'),
    streamFlags,
    word(crc32(streamFlags)),
    block,
    index,
    word(crc32(footer)),
    footer,
    Buffer.from('YZ'),
  ]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Fills up to a multiple of four. */
function padding(length: number): Buffer {
  return Buffer.alloc((4 - (length % 4)) % 4);
}

/** Seven bits a byte, the lowest first. */
function number(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Buffer.from([...bytes, rest]);
}
