// The carry-less product of 64 bits by 64 without an instruction for it, for WebAssembly.
//
// Every fourth bit of a factor is taken at a time. The integer product of two such numbers of 32
// bits adds at most eight ones at each place, and three empty bits above it hold the carries: its
// every fourth bit is the carry-less product. Karatsuba leaves three products of 32 bits: those of
// the low and of the high halves are the two lanes of vectors, the one of their sums fills the
// scalar multiplier meanwhile.
#pragma once

#include <wasm_simd128.h>

#include "wasm-constants.hpp"

namespace kernels::verushash::wasm {

RIGWRIGHT_INLINE v128_t xor_4(v128_t a, v128_t b, v128_t c, v128_t d) {
  return wasm_v128_xor(wasm_v128_xor(a, b), wasm_v128_xor(c, d));
}

// 32 bits by 32, of the two low lanes.
RIGWRIGHT_INLINE v128_t product_32x2(v128_t x, v128_t y) {
  const v128_t mask_0 = wasm_v128_load(kEveryFourth[0]);
  const v128_t mask_1 = wasm_v128_load(kEveryFourth[1]);
  const v128_t mask_2 = wasm_v128_load(kEveryFourth[2]);
  const v128_t mask_3 = wasm_v128_load(kEveryFourth[3]);
  const v128_t x0 = wasm_v128_and(x, mask_0), y0 = wasm_v128_and(y, mask_0);
  const v128_t x1 = wasm_v128_and(x, mask_1), y1 = wasm_v128_and(y, mask_1);
  const v128_t x2 = wasm_v128_and(x, mask_2), y2 = wasm_v128_and(y, mask_2);
  const v128_t x3 = wasm_v128_and(x, mask_3), y3 = wasm_v128_and(y, mask_3);
  const v128_t z0 = xor_4(wasm_u64x2_extmul_low_u32x4(x0, y0), wasm_u64x2_extmul_low_u32x4(x1, y3),
                          wasm_u64x2_extmul_low_u32x4(x2, y2), wasm_u64x2_extmul_low_u32x4(x3, y1));
  const v128_t z1 = xor_4(wasm_u64x2_extmul_low_u32x4(x0, y1), wasm_u64x2_extmul_low_u32x4(x1, y0),
                          wasm_u64x2_extmul_low_u32x4(x2, y3), wasm_u64x2_extmul_low_u32x4(x3, y2));
  const v128_t z2 = xor_4(wasm_u64x2_extmul_low_u32x4(x0, y2), wasm_u64x2_extmul_low_u32x4(x1, y1),
                          wasm_u64x2_extmul_low_u32x4(x2, y0), wasm_u64x2_extmul_low_u32x4(x3, y3));
  const v128_t z3 = xor_4(wasm_u64x2_extmul_low_u32x4(x0, y3), wasm_u64x2_extmul_low_u32x4(x1, y2),
                          wasm_u64x2_extmul_low_u32x4(x2, y1), wasm_u64x2_extmul_low_u32x4(x3, y0));
  return wasm_v128_or(wasm_v128_or(wasm_v128_and(z0, mask_0), wasm_v128_and(z1, mask_1)),
                      wasm_v128_or(wasm_v128_and(z2, mask_2), wasm_v128_and(z3, mask_3)));
}

// 32 bits by 32.
RIGWRIGHT_INLINE uint64_t product_32(uint32_t x, uint32_t y) {
  const uint64_t x0 = x & 0x11111111, y0 = y & 0x11111111;
  const uint64_t x1 = x & 0x22222222, y1 = y & 0x22222222;
  const uint64_t x2 = x & 0x44444444, y2 = y & 0x44444444;
  const uint64_t x3 = x & 0x88888888, y3 = y & 0x88888888;
  const uint64_t z0 = x0 * y0 ^ x1 * y3 ^ x2 * y2 ^ x3 * y1;
  const uint64_t z1 = x0 * y1 ^ x1 * y0 ^ x2 * y3 ^ x3 * y2;
  const uint64_t z2 = x0 * y2 ^ x1 * y1 ^ x2 * y0 ^ x3 * y3;
  const uint64_t z3 = x0 * y3 ^ x1 * y2 ^ x2 * y1 ^ x3 * y0;
  const uint64_t mask_0 = 0x1111111111111111;
  return (z0 & mask_0) | (z1 & mask_0 << 1) | (z2 & mask_0 << 2) | (z3 & mask_0 << 3);
}

// The low half times the high half of the same block.
RIGWRIGHT_INLINE v128_t carryless_product(v128_t a) {
  const v128_t sums = wasm_v128_xor(a, wasm_u64x2_shr(a, 32));
  const uint64_t of_sums =
      product_32(wasm_u32x4_extract_lane(sums, 0), wasm_u32x4_extract_lane(sums, 2));
  const v128_t ends = product_32x2(a, wasm_i64x2_shuffle(a, a, 1, 1));
  const v128_t both_ends = wasm_v128_xor(ends, wasm_i64x2_shuffle(ends, ends, 1, 0));
  const v128_t middle = wasm_v128_xor(wasm_u64x2_splat(of_sums), both_ends);
  const v128_t in_place = wasm_v128_and(wasm_i32x4_shuffle(middle, middle, 0, 0, 1, 1),
                                        wasm_v128_load(kMiddle));
  return wasm_v128_xor(ends, in_place);
}

}  // namespace kernels::verushash::wasm
