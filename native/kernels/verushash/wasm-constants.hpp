// Vectors that the WebAssembly path loads. Their values are hidden from its compiler, which would
// write them into the code: engines build such a constant in three steps, wherever it is used.
#pragma once

#include <wasm_simd128.h>

#include "../kernel.hpp"

namespace kernels::verushash::wasm {

// Bits 0, 4, 8, ... of every lane; then bits 1, 5, 9, ... and so on.
extern const uint32_t kEveryFourth[4][4];

// All bits of the two lanes in the middle.
extern const uint32_t kMiddle[4];

extern const int16_t kLowest[8];

}  // namespace kernels::verushash::wasm
