// scrypt with WebAssembly's 128-bit vectors.
#include "paths.hpp"

#ifdef __wasm_simd128__

#include <wasm_simd128.h>

#include "lanes.hpp"

namespace kernels::scrypt {

namespace {

struct Word4 {
  v128_t v;
};

RIGWRIGHT_INLINE Word4 operator+(Word4 a, Word4 b) { return {wasm_i32x4_add(a.v, b.v)}; }
RIGWRIGHT_INLINE Word4 operator^(Word4 a, Word4 b) { return {wasm_v128_xor(a.v, b.v)}; }

template <int bits>
RIGWRIGHT_INLINE Word4 rotate_left(Word4 a) {
  return {wasm_v128_or(wasm_i32x4_shl(a.v, bits), wasm_u32x4_shr(a.v, 32 - bits))};
}

template <int lanes>
RIGWRIGHT_INLINE Word4 turn_left(Word4 a) {
  return {wasm_i32x4_shuffle(a.v, a.v, lanes, (lanes + 1) % 4, (lanes + 2) % 4, (lanes + 3) % 4)};
}

RIGWRIGHT_INLINE uint32_t first_lane(Word4 a) {
  return static_cast<uint32_t>(wasm_i32x4_extract_lane(a.v, 0));
}

// An engine that lacks these vectors refuses the whole module before anything of it runs.
bool always() { return true; }

}  // namespace

const Kernel kWasmSimd = kernel_of<Word4>("scrypt/wasm-simd", always);

}  // namespace kernels::scrypt

#endif
