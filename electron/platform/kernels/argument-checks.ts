import { headerRules, type HeaderRule } from './header-rule.ts';

/** Longest input of a hash, bytes; far above any block header or coinbase transaction. */
export const maxInputBytes = 1024 * 1024;

/** How many nonces there are: the field has 32 bits. */
const nonces = 2 ** 32;

export function checkInput(input: Uint8Array, name = 'input'): void {
  checkBytes(name, input);
  if (input.byteLength > maxInputBytes) {
    throw new RangeError(
      `${name} has ${input.byteLength} bytes, at most ${maxInputBytes} are hashed`,
    );
  }
}

export function checkLength(name: string, value: Uint8Array, length: number): void {
  checkBytes(name, value);
  if (value.byteLength !== length) {
    throw new RangeError(`${name} must have ${length} bytes, not ${value.byteLength}`);
  }
}

export function checkRule(rule: HeaderRule): void {
  if (typeof rule !== 'string') throw new TypeError('rule must be a text');
  if (headerRules.includes(rule)) return;
  throw new RangeError(`rule must be one of ${headerRules.join(', ')}, not ${rule as string}`);
}

export function checkNonce(startNonce: number): void {
  checkInteger('startNonce', startNonce);
  if (startNonce < 0 || startNonce >= nonces) {
    throw new RangeError(`startNonce must be from 0 to ${nonces - 1}, not ${startNonce}`);
  }
}

/** A range never wraps around: it would search nonces twice, or those of another thread. */
export function checkCount(startNonce: number, count: number): void {
  checkInteger('count', count);
  if (count < 0 || startNonce + count > nonces) {
    throw new RangeError(
      `count must be from 0 to ${nonces - startNonce} when starting at ${startNonce}, not ${count}`,
    );
  }
}

export function checkBeamGeneration(generation: number): void {
  checkInteger('generation', generation);
  if (generation < 1 || generation > 3) {
    throw new RangeError(`generation must be 1, 2 or 3, not ${generation}`);
  }
}

/** @param packed  a difficulty as Beam sends it */
export function checkPacked(packed: number): void {
  checkInteger('packed', packed);
  if (packed < 0 || packed >= 2 ** 32) {
    throw new RangeError(`packed must be from 0 to 2 ** 32 - 1, not ${packed}`);
  }
}

export function checkBytes(name: string, value: unknown): void {
  if (!(value instanceof Uint8Array)) throw new TypeError(`${name} must be a Uint8Array`);
  const { buffer } = value;
  if (buffer instanceof ArrayBuffer && buffer.detached) {
    throw new TypeError(`${name} has been given away to another thread`);
  }
}

export function checkInteger(name: string, value: unknown): void {
  if (!Number.isInteger(value)) throw new TypeError(`${name} must be a whole number`);
}
