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

}  // namespace kernels::sha256d
