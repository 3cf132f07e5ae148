// The CPU paths of scrypt as Litecoin and Dogecoin use it, one file each.
#pragma once

#include "../kernel.hpp"

namespace kernels::scrypt {

extern const Kernel kPortable;
#ifdef RIGWRIGHT_X86
extern const Kernel kSse2;
#endif
#ifdef __wasm_simd128__
extern const Kernel kWasmSimd;
#endif

}  // namespace kernels::scrypt
