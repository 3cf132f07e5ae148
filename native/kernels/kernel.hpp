// The one interface of every hash kernel. A kernel computes one algorithm on one CPU path; it uses
// no C library, throws nothing and allocates nothing, so that the same file serves the Node addon
// and WebAssembly. Lengths and ranges are checked by the TypeScript that calls it, and only there.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace kernels {

// What to search: the nonces [start, start + count) of one block header.
struct Scan {
  const uint8_t* header;  // as hashed, its nonce included; the algorithm fixes the length
  const uint8_t* target;  // 32 bytes, a little-endian number: a hash reaches it when it is <= target
  uint32_t start;
  uint64_t count;  // up to 2^32; start + count is at most 2^32
};

// What a scan gives when no nonce reaches the target; every nonce is smaller.
constexpr uint64_t kNoNonce = UINT64_MAX;

struct Kernel {
  const char* name;    // "algorithm/path", as TypeScript asks for it
  bool (*runs_here)(); // whether this processor has what the path needs
  void (*hash)(const uint8_t* input, size_t length, uint8_t* output);  // output: 32 bytes
  uint64_t (*scan)(const Scan& scan);                                  // the first nonce, or kNoNonce
};

// The kernels that run on this processor, fastest first within an algorithm; null beyond the last.
const Kernel* kernel_at(size_t index);

}  // namespace kernels
