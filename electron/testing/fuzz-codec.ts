import { isDeepStrictEqual } from 'node:util';
import { LineSplitter } from '../protocols/framing/line-splitter.ts';
import { mutatedLine } from './mutated-line.ts';
import { seededRandom, type Random } from './seeded-random.ts';

export interface FuzzOptions {
  /** Recorded messages, one JSON text each, with or without their line ends. */
  readonly lines: readonly string[];
  readonly decode: (line: string) => unknown;
  /** Whether it is how `decode` refuses a message. */
  readonly isExpected: (error: unknown) => boolean;
  /** Mutated messages to be tried. */
  readonly count: number;
  /** The same seed gives the same messages. */
  readonly seed: number;
}

/** How many lines there were; a message into which a line end came is more than one. */
export interface FuzzResult {
  readonly tried: number;
  readonly decoded: number;
  readonly refused: number;
}

type Outcome = { readonly value: unknown } | { readonly refusal: string };

/** Far above what a mutation makes of a message; the limit of the splitter has tests of its own. */
const maxLength = 1024 * 1024;

/**
 * Decodes recorded messages in which something is wrong: bits, bytes, values, keys. Each comes once
 * whole and once with its bytes cut somewhere, which must give the same.
 *
 * @throws {Error}  which shows the line, where one gives anything but a value or an expected refusal,
 *                  or where the cut changes what it gives; the cause is what was thrown
 */
export function fuzzCodec({ lines, decode, isExpected, count, seed }: FuzzOptions): FuzzResult {
  const random = seededRandom(seed);
  const originals = lines.map((line) => line.trimEnd());
  let tried = 0;
  let decoded = 0;
  for (let index = 0; index < count; index += 1) {
    const original = originals[random.below(originals.length)];
    if (original === undefined) throw new RangeError('there must be a line');
    const bytes = mutatedLine(original, random);
    const whole = linesOf([bytes]);
    const outcomes = whole.map((line) => outcomeOf(line, { decode, isExpected }));
    const cut = linesOf(cutSomewhere(bytes, random));
    const again = cut.map((line) => outcomeOf(line, { decode, isExpected }));
    if (!isDeepStrictEqual(outcomes, again)) {
      throw new Error(`the cut changes what this gives: ${JSON.stringify(whole)}`);
    }
    tried += outcomes.length;
    decoded += outcomes.filter((outcome) => 'value' in outcome).length;
  }
  return { tried, decoded, refused: tried - decoded };
}

function outcomeOf(
  line: string,
  { decode, isExpected }: Pick<FuzzOptions, 'decode' | 'isExpected'>,
): Outcome {
  try {
    return { value: decode(line) };
  } catch (cause) {
    if (isExpected(cause)) return { refusal: String(cause) };
    throw new Error(`${String(cause)} at ${JSON.stringify(line)}`, { cause });
  }
}

function linesOf(chunks: readonly Uint8Array[]): string[] {
  const splitter = new LineSplitter({ maxLength, overlong: 'throw' });
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

/** In two to four most often; one message in sixteen, if not a long one, comes byte by byte. */
function cutSomewhere(bytes: Uint8Array, random: Random): Uint8Array[] {
  if (random.below(16) === 0 && bytes.length < 1_000) {
    return Array.from(bytes, (byte) => Uint8Array.of(byte));
  }
  const cuts = Array.from({ length: 1 + random.below(3) }, () => random.below(bytes.length + 1));
  const edges = [0, ...cuts.toSorted((one, other) => one - other), bytes.length];
  return edges.slice(1).map((end, index) => bytes.subarray(edges[index], end));
}

/**
 * How many messages a test tries. With FUZZ_COUNT in the environment it is that many:
 * `FUZZ_COUNT=1000000 npx vitest run --project unit fuzz`.
 */
export function fuzzCount(usual: number): number {
  return Number(process.env['FUZZ_COUNT'] ?? usual);
}

/** Time for a test of {@link fuzzCount} messages, with room for a busy machine. */
export function fuzzTimeoutMs(usual: number): number {
  return 20_000 + 2 * fuzzCount(usual);
}
