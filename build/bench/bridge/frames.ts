import { randomBytes } from 'node:crypto';

export const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const;

/** A WebSocket message as clients send it: whole, and masked. */
export function clientFrame(payload: Uint8Array, opcode: number = opcodes.text): Buffer {
  const { length } = payload;
  if (length > 65_535) throw new RangeError(`a message of ${length} bytes is too long`);
  const lengthBytes = length < 126 ? 0 : 2;
  const frame = Buffer.alloc(2 + lengthBytes + 4 + length);
  frame[0] = 0x80 | opcode;
  frame[1] = 0x80 | (lengthBytes === 0 ? length : 126);
  if (lengthBytes > 0) frame.writeUInt16BE(length, 2);
  const mask = randomBytes(4);
  mask.copy(frame, 2 + lengthBytes);
  const start = 2 + lengthBytes + 4;
  for (let index = 0; index < length; index += 1) {
    frame[start + index] = (payload[index] ?? 0) ^ (mask[index % 4] ?? 0);
  }
  return frame;
}

/** Told of each message. @param payload  null: it was too long to be worth keeping */
export type OnFrame = (opcode: number, length: number, payload: Buffer | null) => void;

/** Reads whole messages of less than 64 kB, as servers send them, without keeping what nobody reads. */
export class FrameReader {
  readonly #onFrame: OnFrame;
  readonly #head = new Uint8Array(4);
  #headLength = 0;
  #opcode = 0;
  #length = 0;
  #left = 0;
  #kept: Buffer | null = null;

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame;
  }

  /** @param keptLength  longest message that is kept */
  push(bytes: Uint8Array, keptLength: number): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#left > 0) at += this.#take(bytes.subarray(at));
      else {
        this.#head[this.#headLength] = bytes[at] ?? 0;
        this.#headLength += 1;
        at += 1;
        this.#readHead(keptLength);
      }
      if (this.#headLength === 0 && this.#left === 0) {
        this.#onFrame(this.#opcode, this.#length, this.#kept);
      }
    }
  }

  #readHead(keptLength: number): void {
    const [first = 0, short = 0, high = 0, low = 0] = this.#head;
    if (this.#headLength < (short === 126 ? 4 : 2)) return;
    if (short > 126) throw new Error('a message is longer than any that is expected');
    this.#headLength = 0;
    this.#opcode = first & 0x0f;
    this.#length = short === 126 ? high * 256 + low : short;
    this.#left = this.#length;
    this.#kept = this.#length <= keptLength ? Buffer.allocUnsafe(this.#length) : null;
  }

  #take(bytes: Uint8Array): number {
    const taken = Math.min(this.#left, bytes.length);
    this.#kept?.set(bytes.subarray(0, taken), this.#length - this.#left);
    this.#left -= taken;
    return taken;
  }
}
