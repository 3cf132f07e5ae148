import { toHex } from '../../../protocols/stratum/bitcoin/hex.ts';
import {
  headerNonce,
  headerOffsets,
  nonceSpaceOffset as nonceSpaceInHeader,
  solutionLength,
  verusHeader,
} from '../../../protocols/stratum/verus/block-header.ts';
import { uint32ToHexLE } from '../../../protocols/stratum/verus/little-endian-hex.ts';
import {
  nonceSpace,
  nonceSpaceOffset,
  submittedSolution,
} from '../../../protocols/stratum/verus/solution.ts';
import { difficultyOf, targetOfOne } from '../../../protocols/stratum/verus/target.ts';
import type { Aim } from '../core/aim.ts';
import { roundBytes, sliceWidth, xnonce2Bytes, type VerusWork } from '../dialects/verus-work.ts';

/**
 * The forms in which a browser is given work: that of spec 001, with the fields that its real clients
 * read besides, and a short one for our own page.
 */
export type WorkForm = 'spec' | 'compact';

/** Where something of one client stands in a text that is otherwise the same for all. */
export type Place =
  /** A byte of the slice, as a number in three places or as two hexadecimal digits. */
  | { readonly as: 'number' | 'hex'; readonly at: number; readonly byte: number }
  /** A word of the header, as a number in ten places. */
  | {
      readonly as: 'word';
      readonly at: number;
      /** What is in it besides. */
      readonly base: number;
      readonly bytes: readonly { readonly byte: number; readonly shift: number }[];
    }
  /** What {@link aimText} gives. */
  | { readonly as: 'aim'; readonly at: number };

export interface WorkText {
  readonly text: string;
  readonly places: readonly Place[];
}

/** Words of `data`: the header up to its nonce, the mark behind it, and zeros. */
const dataWords = 48;
const headerWords = 35;
const endMark = 0x80;

/** Real clients read a fixed array; what stands behind the solution is nothing. */
const extraBytes = 1_388;

const numberWidth = 3;
const wordWidth = 10;
const maxNonce = 2 ** 32 - 1;

/** A text that is made piece by piece and remembers what stands where. */
class TextMaker {
  text = '';
  readonly places: Place[] = [];

  add(text: string): void {
    this.text += text;
  }

  addPlace(place: Place, width: number): void {
    this.places.push({ ...place, at: this.text.length });
    this.text += ' '.repeat(width);
  }
}

/** The job for all clients at once. */
export function workText(work: VerusWork, form: WorkForm): WorkText {
  return form === 'spec' ? specText(work) : compactText(work);
}

function specText(work: VerusWork): WorkText {
  const { job, extranonce1 } = work.job;
  const width = sliceWidth(work.job);
  const maker = new TextMaker();
  const xnonce2 = sharedXnonce2(work);
  const header = verusHeader(job, headerNonce(extranonce1, xnonce2));
  const solution = submittedSolution(job, nonceSpace({ extranonce1, middle: xnonce2 }));
  const slicePlace = nonceSpaceOffset + extranonce1.length;
  maker.add('{"type":"work","work":{"data":[');
  addData(maker, header, headerOffsets.nonce + extranonce1.length, width);
  maker.add('],');
  maker.addPlace({ as: 'aim', at: 0 }, aimWidths.spec);
  maker.add(',"solution":[');
  addBytes(maker, solution, slicePlace, width);
  maker.add('],"extra":[');
  const extra = new Uint8Array(extraBytes);
  extra.set(solutionLength);
  extra.set(solution, solutionLength.length);
  addBytes(maker, extra, solutionLength.length + slicePlace, width);
  maker.add(`],"start_nonce":0,"max_nonce":${maxNonce},"job_id":"${work.key}"`);
  maker.add(`,"ntime":"${uint32ToHexLE(job.time)}","xnonce1":[${extranonce1.join(',')}]`);
  maker.add(',"xnonce2":[');
  addBytes(maker, xnonce2, 0, width);
  maker.add(`],"xnonce1Size":${extranonce1.length},"xnonce2Size":${xnonce2.length}}}`);
  return maker;
}

/** What stands behind the pool's extranonce: room for the slice, and what tells the job from others. */
function sharedXnonce2(work: VerusWork): Uint8Array {
  const bytes = new Uint8Array(xnonce2Bytes(work.job));
  bytes.set(roundBytes(work), Math.min(bytes.length, sliceWidth(work.job)));
  return bytes;
}

/** @param slicePlace  where the client's bytes begin in the header */
function addData(maker: TextMaker, header: Uint8Array, slicePlace: number, width: number): void {
  const view = new DataView(header.buffer);
  for (let index = 0; index < dataWords; index += 1) {
    if (index > 0) maker.add(',');
    if (index >= headerWords) {
      maker.add(index === headerWords ? String(endMark) : '0');
      continue;
    }
    const bytes = Array.from({ length: width }, (_, byte) => {
      return { byte, shift: 8 * (slicePlace + byte - 4 * index) };
    }).filter(({ shift }) => shift >= 0 && shift < 32);
    const base = view.getUint32(4 * index, true);
    if (bytes.length === 0) maker.add(String(base));
    else maker.addPlace({ as: 'word', at: 0, base, bytes }, wordWidth);
  }
}

function addBytes(maker: TextMaker, bytes: Uint8Array, from: number, width: number): void {
  for (const [index, value] of bytes.entries()) {
    if (index > 0) maker.add(',');
    const byte = index - from;
    if (byte < 0 || byte >= width) maker.add(String(value));
    else maker.addPlace({ as: 'number', at: 0, byte }, numberWidth);
  }
}

/** The header in hexadecimal digits: the page starts from it as it is. */
function compactText(work: VerusWork): WorkText {
  const { job, extranonce1 } = work.job;
  const width = sliceWidth(work.job);
  const middle = sharedXnonce2(work);
  const header = verusHeader(job, headerNonce(extranonce1, middle));
  header.set(nonceSpace({ extranonce1, middle }), nonceSpaceInHeader);
  const maker = new TextMaker();
  maker.add(`{"type":"work","form":"compact","work":{"job_id":"${work.key}","header":"`);
  const hex = toHex(header);
  let done = 0;
  for (const from of [headerOffsets.nonce, nonceSpaceInHeader]) {
    const start = from + extranonce1.length;
    maker.add(hex.slice(2 * done, 2 * start));
    for (let byte = 0; byte < width; byte += 1) maker.addPlace({ as: 'hex', at: 0, byte }, 2);
    done = start + width;
  }
  maker.add(`${hex.slice(2 * done)}",`);
  maker.addPlace({ as: 'aim', at: 0 }, aimWidths.compact);
  maker.add(`,"start_nonce":0,"max_nonce":${maxNonce}}}`);
  return maker;
}

/** The longest number that JSON writes has 24 characters, the rest is fixed. */
const difficultyWidth = 24;

/** How long an aim is as a text, so that one fits in the place of another. */
const aimWidths: Readonly<Record<WorkForm, number>> = {
  spec: '"target":[],"targetdiff":'.length + 8 * (wordWidth + 1) - 1 + difficultyWidth,
  compact: '"target":"","difficulty":'.length + 64 + difficultyWidth,
};

/** What a client has to reach. */
export function aimText({ target, difficulty }: Aim, form: WorkForm): string {
  if (form === 'compact') {
    return `"target":"${toHex(target)}","difficulty":${padded(difficulty, difficultyWidth)}`;
  }
  const view = new DataView(target.buffer, target.byteOffset);
  const words = Array.from({ length: 8 }, (_, index) => view.getUint32(4 * index, true));
  // The scale in which miners of this kind show it, not the pool's.
  const shown = Math.min(Number.MAX_VALUE, difficultyOf(target, targetOfOne.display));
  const list = words.map((word) => padded(word, wordWidth)).join(',');
  return `"target":[${list}],"targetdiff":${padded(shown, difficultyWidth)}`;
}

/** JSON allows spaces before a number. */
const padded = (number: number, width: number): string => String(number).padStart(width);
