// The vectors of wasm-constants.hpp and the tables of wasm-aes.hpp.
#ifdef __wasm_simd128__

#include "wasm-constants.hpp"

#include "wasm-aes.hpp"

namespace kernels::verushash::wasm {

alignas(16) const uint32_t kEveryFourth[4][4] = {
    {0x11111111, 0x11111111, 0x11111111, 0x11111111},
    {0x22222222, 0x22222222, 0x22222222, 0x22222222},
    {0x44444444, 0x44444444, 0x44444444, 0x44444444},
    {0x88888888, 0x88888888, 0x88888888, 0x88888888},
};

alignas(16) const uint32_t kMiddle[4] = {0, UINT32_MAX, UINT32_MAX, 0};

alignas(16) const int16_t kLowest[8] = {INT16_MIN, INT16_MIN, INT16_MIN, INT16_MIN,
                                        INT16_MIN, INT16_MIN, INT16_MIN, INT16_MIN};

constexpr PermuteTables kMade = make_permute_tables();
alignas(64) const PermuteTables kPermuteTables = kMade;

}  // namespace kernels::verushash::wasm

#endif
