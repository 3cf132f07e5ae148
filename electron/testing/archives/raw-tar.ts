/** A header of a tar, with whatever it is to claim. */
export interface RawTarEntry {
  readonly name: string;
  readonly data?: Buffer;
  /** '0' file, '1' hard link, '2' link, '3' device, '5' folder, '6' fifo. */
  readonly type?: string;
  readonly mode?: number;
  readonly target?: string;
  readonly statedBytes?: number;
}

const blockBytes = 512;

/** A tar that no tool would make. */
export function rawTar(entries: readonly RawTarEntry[]): Buffer {
  const blocks = entries.flatMap(({ data = Buffer.alloc(0), ...head }) => [
    header({ statedBytes: data.length, ...head }),
    data,
    Buffer.alloc((blockBytes - (data.length % blockBytes)) % blockBytes),
  ]);
  return Buffer.concat([...blocks, Buffer.alloc(2 * blockBytes)]);
}

function header({
  name,
  type = '0',
  mode = 0o644,
  target = '',
  statedBytes = 0,
}: RawTarEntry): Buffer {
  const block = Buffer.alloc(blockBytes);
  const octal = (value: number, length: number): string => value.toString(8).padStart(length, '0');
  block.write(name, 0, 100);
  block.write(octal(mode, 7), 100);
  block.write(octal(0, 7), 108);
  block.write(octal(0, 7), 116);
  block.write(octal(statedBytes, 11), 124);
  block.write(octal(1_767_312_000, 11), 136);
  block.write(' '.repeat(8), 148);
  block.write(type, 156);
  block.write(target, 157, 100);
  block.write('ustar\u000000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 6)}\u0000 `, 148);
  return block;
}
