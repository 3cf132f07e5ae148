// Which kernels were built for this machine, and which of them its processor can run.
#include "dispatch.hpp"

#include "equihash/equihash.hpp"
#include "scrypt/paths.hpp"
#include "sha256d/paths.hpp"
#include "verushash/paths.hpp"

namespace kernels {

namespace {

// Fastest first within an algorithm.
const Kernel* const kKernels[] = {
#ifdef RIGWRIGHT_X86
    &sha256d::kShaNi,
    &sha256d::kSse2,
#endif
#ifdef __wasm_simd128__
    &sha256d::kWasmSimd,
#endif
    &sha256d::kPortable,
#ifdef RIGWRIGHT_X86
    &verushash::kAesNi,
#endif
#ifdef __wasm_simd128__
    &verushash::kWasmSimd,
#endif
    &verushash::kPortable,
#ifdef RIGWRIGHT_X86
    &scrypt::kSse2,
#endif
#ifdef __wasm_simd128__
    &scrypt::kWasmSimd,
#endif
    &scrypt::kPortable,
};

}  // namespace

const Kernel* kernel_at(size_t index) {
  for (const Kernel* kernel : kKernels) {
    if (!kernel->runs_here()) continue;
    if (index == 0) return kernel;
    index -= 1;
  }
  return nullptr;
}

Step step_at(size_t index) {
  for (const Kernel* kernel : kKernels) {
    if (!kernel->runs_here()) continue;
    if (index < kernel->primitive_count) return {kernel->name, kernel->primitives + index};
    index -= kernel->primitive_count;
  }
  if (index < equihash::kPrimitiveCount) {
    return {"equihash/portable", equihash::kPrimitives + index};
  }
  return {nullptr, nullptr};
}

}  // namespace kernels
