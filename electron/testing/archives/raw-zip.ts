import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a ZIP, with whatever it is to claim. */
export interface RawZipEntry {
  readonly name: string | Buffer;
  readonly data?: Buffer;
  /** The packed bytes; made of `data` where they are left out. */
  readonly packed?: Buffer;
  /** 0 stored, 8 deflated. */
  readonly method?: number;
  /** General purpose bits; 0x800 is UTF-8, 1 is encrypted. */
  readonly flags?: number;
  /** With its type: 0o120777 is a link. */
  readonly mode?: number;
  readonly crc?: number;
  readonly statedBytes?: number;
}

/** A ZIP that no tool would make. */
export function rawZip(entries: readonly RawZipEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { data = Buffer.from('x'), method = 8, flags = 0x800, mode = 0o100_644 } = entry;
    const name = Buffer.from(entry.name);
    const packed = entry.packed ?? (method === 8 ? deflateRawSync(data) : data);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flags, 2);
    shared.writeUInt16LE(method, 4);
    // 8 is the date, left at nothing.
    shared.writeUInt32LE(entry.crc ?? crc32(data), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(entry.statedBytes ?? data.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const body = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    // 3 is unix: the mode counts.
    const head = Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3])]);
    directory.push(Buffer.concat([head, shared, tail, name]));
    bodies.push(body);
    offset += body.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, listed, end]);
}
