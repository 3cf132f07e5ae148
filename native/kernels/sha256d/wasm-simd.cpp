// SHA-256d with WebAssembly's 128-bit vectors: four headers at a time.
#include "paths.hpp"

#ifdef __wasm_simd128__

#include <wasm_simd128.h>

#include "lanes.hpp"

namespace kernels::sha256d {

namespace {

struct Word4 {
  v128_t v;
};

RIGWRIGHT_INLINE Word4 operator+(Word4 a, Word4 b) { return {wasm_i32x4_add(a.v, b.v)}; }
RIGWRIGHT_INLINE Word4 operator^(Word4 a, Word4 b) { return {wasm_v128_xor(a.v, b.v)}; }
RIGWRIGHT_INLINE Word4 operator&(Word4 a, Word4 b) { return {wasm_v128_and(a.v, b.v)}; }
RIGWRIGHT_INLINE Word4 operator>>(Word4 a, int bits) { return {wasm_u32x4_shr(a.v, bits)}; }

template <int bits>
RIGWRIGHT_INLINE Word4 rotate_right(Word4 a) {
  return {wasm_v128_or(wasm_u32x4_shr(a.v, bits), wasm_i32x4_shl(a.v, 32 - bits))};
}

RIGWRIGHT_INLINE Word4 swap_bytes(Word4 a) {
  return {wasm_i8x16_shuffle(a.v, a.v, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12)};
}

RIGWRIGHT_INLINE bool any_at_most(Word4 a, Word4 limit) {
  return wasm_v128_any_true(wasm_u32x4_le(a.v, limit.v));
}

}  // namespace

template <>
RIGWRIGHT_INLINE Word4 spread<Word4>(uint32_t x) {
  return {wasm_u32x4_splat(x)};
}

namespace {

// An engine that lacks these vectors refuses the whole module before anything of it runs.
bool always() { return true; }

uint64_t scan_four_by_four(Work header, const Scan& scan) {
  return scan_lanes<Word4, 4, compress_portable>(header, scan, {wasm_u32x4_const(0, 1, 2, 3)});
}

}  // namespace

const Kernel kWasmSimd =
    kernel_of<compress_portable>("sha256d/wasm-simd", always, scan_four_by_four);

}  // namespace kernels::sha256d

#endif
