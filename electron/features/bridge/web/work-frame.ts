import type { Aim } from '../core/aim.ts';
import { sliceBytes } from '../core/slices.ts';
import type { Seat } from '../core/work.ts';
import { sliceWidth, type VerusWork } from '../dialects/verus-work.ts';
import { frameOf } from './frame.ts';
import { aimText, workText, type Place, type WorkForm } from './work-text.ts';

const space = 0x20;
const zero = 0x30;

/**
 * A job as it goes to all clients: encoded once, with the few bytes of the client written into their
 * places before each sending.
 */
export class WorkFrame {
  readonly #form: WorkForm;
  readonly #places: readonly Place[];
  readonly #width: number;
  /** Where the work itself begins. */
  readonly #workAt: number;
  readonly #offset: number;
  readonly #aims = new Map<Aim, Buffer>();
  #bytes: Buffer;
  /** Which aim stands in it. */
  #aim: Aim | undefined;

  constructor(work: VerusWork, form: WorkForm) {
    const { text, places } = workText(work, form);
    // Clients are told to drop what they do just before they are given something new.
    const interrupt = work.clean ? interruptFrame(work.key) : Buffer.alloc(0);
    const frame = frameOf(text);
    this.#form = form;
    this.#places = places;
    this.#width = sliceWidth(work.job);
    this.#workAt = interrupt.length;
    this.#offset = interrupt.length + frame.length - text.length;
    this.#bytes = Buffer.concat([interrupt, frame]);
  }

  get byteLength(): number {
    return this.#bytes.length;
  }

  /**
   * The frame of one client. It is the same memory each time, so what is not yet on its way when the
   * next one is asked for has to be kept by {@link keep}.
   *
   * @param isFirst  whether the client has no work yet, and so nothing to be interrupted in
   */
  for({ slice }: Seat, aim: Aim, isFirst: boolean): Buffer {
    const own = sliceBytes(slice, this.#width);
    for (const place of this.#places) {
      const at = this.#offset + place.at;
      switch (place.as) {
        case 'number':
          writeNumber(this.#bytes, at, 3, own[place.byte] ?? 0);
          break;
        case 'hex':
          writeHex(this.#bytes, at, own[place.byte] ?? 0);
          break;
        case 'word':
          writeNumber(this.#bytes, at, 10, wordOf(place, own));
          break;
        case 'aim':
          if (this.#aim !== aim) this.#aimBytes(aim).copy(this.#bytes, at);
      }
    }
    this.#aim = aim;
    return isFirst ? this.#bytes.subarray(this.#workAt) : this.#bytes;
  }

  /** Leaves the bytes that were given last to whoever has them. */
  keep(): void {
    this.#bytes = Buffer.from(this.#bytes);
  }

  #aimBytes(aim: Aim): Buffer {
    const known = this.#aims.get(aim) ?? Buffer.from(aimText(aim, this.#form), 'latin1');
    this.#aims.set(aim, known);
    return known;
  }
}

function wordOf({ base, bytes }: Extract<Place, { as: 'word' }>, own: Uint8Array): number {
  let word = base;
  for (const { byte, shift } of bytes) word |= (own[byte] ?? 0) << shift;
  return word >>> 0;
}

function writeNumber(bytes: Buffer, at: number, width: number, value: number): void {
  let rest = value;
  for (let index = at + width - 1; index >= at; index -= 1) {
    bytes[index] = rest > 0 || index === at + width - 1 ? zero + (rest % 10) : space;
    rest = Math.floor(rest / 10);
  }
}

const digits = Buffer.from('0123456789abcdef');

function writeHex(bytes: Buffer, at: number, value: number): void {
  bytes[at] = digits[value >>> 4] ?? zero;
  bytes[at + 1] = digits[value & 15] ?? zero;
}

function interruptFrame(key: string): Buffer {
  return frameOf(JSON.stringify({ type: 'interrupt', newJobId: key }));
}
