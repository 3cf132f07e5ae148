import { headerRules, type HeaderRule } from './header-rule.ts';

/** Longest input of a hash, bytes; far above any block header or coinbase transaction. */
export const maxInputBytes = 1024 * 1024;

/** How many nonces there are: the field has 32 bits. */
const nonces = 2 ** 32;

export function checkInput(input: Uint8Array): void {
  checkBytes('input', input);
  if (input.byteLength > maxInputBytes) {
    throw new RangeError(
      `input has ${input.byteLength} bytes, at most ${maxInputBytes} are hashed`,
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

export function checkBytes(name: string, value: unknown): void {
  if (!(value instanceof Uint8Array)) throw new TypeError(`${name} must be a Uint8Array`);
}

export function checkInteger(name: string, value: unknown): void {
  if (!Number.isInteger(value)) throw new TypeError(`${name} must be a whole number`);
}
