// The CPU paths of VerusHash, one file each.
#pragma once

#include "../kernel.hpp"

namespace kernels::verushash {

extern const Kernel kPortable;
#ifdef RIGWRIGHT_X86
extern const Kernel kAesNi;
#endif
#ifdef __wasm_simd128__
extern const Kernel kWasmSimd;
#endif

}  // namespace kernels::verushash
