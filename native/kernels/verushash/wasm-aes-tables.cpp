// The tables of wasm-aes.hpp, which its users shall load.
#ifdef __wasm_simd128__

#include "wasm-aes.hpp"

namespace kernels::verushash::wasm {

constexpr PermuteTables kMade = make_permute_tables();
alignas(64) const PermuteTables kPermuteTables = kMade;

}  // namespace kernels::verushash::wasm

#endif
