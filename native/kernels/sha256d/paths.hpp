// The CPU paths of SHA-256d, one file each.
#pragma once

#include "../kernel.hpp"

namespace kernels::sha256d {

extern const Kernel kPortable;
#ifdef RIGWRIGHT_X86
extern const Kernel kShaNi;
extern const Kernel kSse2;
#endif
#ifdef __wasm_simd128__
extern const Kernel kWasmSimd;
#endif

// For algorithms that need it now and then.
void hash_portable(const uint8_t* input, size_t length, uint8_t* output);

}  // namespace kernels::sha256d
