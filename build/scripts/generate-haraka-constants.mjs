// Writes native/kernels/verushash/round-constants.hpp: the round constants of Haraka v2, which are
// nothing but digits of pi, so that no table has to be trusted.
//
//   node build/scripts/generate-haraka-constants.mjs [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const file = resolve(import.meta.dirname, '../../native/kernels/verushash/round-constants.hpp');

const constants = 40;
const bitsEach = 128;

/** Digits beyond those needed: the last ones of the sum are not exact. */
const guardDigits = 20;

const text = headerFile(roundConstants());
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error('round-constants.hpp is not what pi gives: run this script without --check.');
  process.exitCode = 1;
} else console.log('round-constants.hpp is what pi gives.');

/** Bit j of constant i is the parity of digit 128 i + j after the point. @returns {number[][]} */
function roundConstants() {
  const digits = piDigits(constants * bitsEach);
  return Array.from({ length: constants }, (_, index) =>
    Array.from({ length: bitsEach / 8 }, (_, byte) => {
      const from = index * bitsEach + byte * 8;
      const parities = [...digits.slice(from, from + 8)].map((digit) => Number(digit) & 1);
      return parities.reduce((value, parity, bit) => value | (parity << bit), 0);
    }),
  );
}

/** Machin: pi = 16 arctan(1/5) - 4 arctan(1/239). @returns {string} the digits after the point */
function piDigits(count) {
  const one = 10n ** BigInt(count + guardDigits);
  const pi = 16n * arctanOfInverse(5n, one) - 4n * arctanOfInverse(239n, one);
  return pi.toString().slice(1, 1 + count);
}

function arctanOfInverse(x, one) {
  let power = one / x;
  let sum = power;
  for (let n = 3n, sign = -1n; power !== 0n; n += 2n, sign = -sign) {
    power /= x * x;
    sum += (sign * power) / n;
  }
  return sum;
}

function headerFile(rows) {
  const lines = rows.map(
    (row) => `    ${row.map((byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(', ')},`,
  );
  return `// Made by build/scripts/generate-haraka-constants.mjs: do not edit.
// Constant i is 16 bytes; its bit j, least significant first, is the parity of digit 128 i + j
// of pi after the point.
#pragma once

#include <stdint.h>

namespace kernels::verushash {

alignas(64) inline constexpr uint8_t kRoundConstants[${constants} * 16] = {
${lines.join('\n')}
};

}  // namespace kernels::verushash
`;
}
