// The kernels as a WebAssembly module: the same three functions as the addon, over addresses. The
// memory above __heap_base belongs to the caller.
#include "../kernels/kernel.hpp"

#define EXPORT(name) extern "C" __attribute__((export_name(name)))

// Address of the name of a kernel that runs here, ended by a zero byte; 0 beyond the last.
EXPORT("describe") const char* describe(uint32_t index) {
  const kernels::Kernel* kernel = kernels::kernel_at(index);
  return kernel == nullptr ? nullptr : kernel->name;
}

EXPORT("hash") void hash(uint32_t index, const uint8_t* input, size_t length, uint8_t* output) {
  kernels::kernel_at(index)->hash(input, length, output);
}

// The first nonce that reaches the target, or -1. `count` may be 2^32, hence a double.
EXPORT("scan")
double scan(uint32_t index, const uint8_t* header, const uint8_t* target, uint32_t start,
            double count) {
  const uint64_t nonce = kernels::kernel_at(index)->scan(
      {header, target, start, static_cast<uint64_t>(count)});
  return nonce == kernels::kNoNonce ? -1 : static_cast<double>(nonce);
}
