// VerusHash with the 128-bit vectors of WebAssembly, which has neither AES rounds nor carry-less
// products.
#include "paths.hpp"

#ifdef __wasm_simd128__

#include <wasm_simd128.h>

#include "primitives.hpp"
#include "wasm-aes.hpp"
#include "wasm-carryless.hpp"
#include "wasm-constants.hpp"

namespace kernels::verushash {

namespace {

struct WasmSimd {
  using Block = v128_t;
  using Rounds = wasm::PermuteRounds;
  // A job with them fits the module's stack.
  static constexpr size_t kLanes = 12;
  static constexpr bool kKeepsProducts = true;

  static RIGWRIGHT_INLINE Block load(const uint8_t* from) { return wasm_v128_load(from); }
  static RIGWRIGHT_INLINE void store(uint8_t* to, Block a) { wasm_v128_store(to, a); }
  static RIGWRIGHT_INLINE Block bit_xor(Block a, Block b) { return wasm_v128_xor(a, b); }
  static RIGWRIGHT_INLINE Block low_lanes(Block a, Block b) {
    return wasm_i32x4_shuffle(a, b, 0, 4, 1, 5);
  }
  static RIGWRIGHT_INLINE Block high_lanes(Block a, Block b) {
    return wasm_i32x4_shuffle(a, b, 2, 6, 3, 7);
  }
  static RIGWRIGHT_INLINE Block from_u64(uint64_t low) { return wasm_u64x2_make(low, 0); }
  static RIGWRIGHT_INLINE uint64_t low_u64(Block a) { return wasm_u64x2_extract_lane(a, 0); }
  static RIGWRIGHT_INLINE uint64_t high_u64(Block a) { return wasm_u64x2_extract_lane(a, 1); }

  static RIGWRIGHT_INLINE uint32_t lowest_bit(uint32_t a) {
    return static_cast<uint32_t>(__builtin_ctz(a));
  }
  static RIGWRIGHT_INLINE uint32_t highest_bit(uint32_t a) {
    return static_cast<uint32_t>(31 - __builtin_clz(a));
  }

  static RIGWRIGHT_INLINE Block carryless_product(Block a) { return wasm::carryless_product(a); }

  static RIGWRIGHT_INLINE Block rounded_product(Block a, Block b) {
    // The instruction saturates the product of two -32768; turned around, it is as x86 has it.
    const Block lowest = wasm_v128_load(wasm::kLowest);
    const Block both = wasm_i16x8_eq(wasm_i16x8_max(a, b), lowest);
    return wasm_v128_xor(wasm_i16x8_q15mulr_sat(a, b), both);
  }
};

bool always() { return true; }

}  // namespace

#ifdef __wasm_relaxed_simd__
constexpr const char* kName = "verushash/wasm-relaxed-simd";
#else
constexpr const char* kName = "verushash/wasm-simd";
#endif

const Kernel kWasmSimd = kernel_of<WasmSimd>(kName, always);

}  // namespace kernels::verushash

#endif
