// The one interface of every hash kernel. A kernel computes one algorithm on one CPU path; it uses
// no C library, throws nothing and allocates nothing, so that the same file serves the Node addon
// and WebAssembly. Lengths and ranges are checked by the TypeScript that calls it, and only there.
#pragma once

#include <stddef.h>
#include <stdint.h>

#if defined(_MSC_VER)
#define RIGWRIGHT_INLINE __forceinline
#else
#define RIGWRIGHT_INLINE inline __attribute__((always_inline))
#endif

#if defined(__x86_64__) || defined(_M_X64)
#define RIGWRIGHT_X86
#endif

namespace kernels {

constexpr size_t kHashBytes = 32;

// What a job gives for a nonce that no search has found; every nonce is smaller.
constexpr uint64_t kNoNonce = UINT64_MAX;

// Where a kernel keeps a job and computes: `work_bytes` of the caller's, aligned to 64 bytes. Used by
// one thread at a time.
using Work = uint8_t*;

// What to search. A header ends in the bytes that a miner may choose, the tail, and the tail in the
// counted nonce, 32 bits, least significant first.
struct Scan {
  const uint8_t* tail;    // `tail_bytes`; what stands in the last four does not matter
  const uint8_t* target;  // 32 bytes, a little-endian number: a hash reaches it when it is <= target
  uint32_t start;
  uint64_t count;  // up to 2^32; start + count is at most 2^32
  uint8_t* hash;   // 32 bytes, written when a nonce is found
};

// Which headers are rewritten before they are hashed; only merge-mined chains have such a rule.
enum class HeaderRule : uint32_t {
  node = 0,   // what the network's nodes do
  pool = 1,   // what pools do: a header without its proof is refused
  miner = 2,  // what miners do, who trust their pool
};

// One step of an algorithm, to be compared with known answers.
struct Primitive {
  const char* name;
  size_t input_bytes;  // kAnyLength: whatever the caller likes
  size_t output_bytes;
  void (*run)(const uint8_t* input, size_t length, uint8_t* output);
};
constexpr size_t kAnyLength = SIZE_MAX;

struct Kernel {
  const char* name;     // "algorithm/path", as TypeScript asks for it
  bool (*runs_here)();  // whether this processor has what the path needs
  size_t header_bytes;  // of the headers that `prepare` takes
  size_t tail_bytes;
  size_t work_bytes;
  // Hash of any bytes; `work` need not hold a job, and holds none afterwards.
  void (*hash)(Work work, const uint8_t* input, size_t length, uint8_t* output);
  // Does what is the same for all tails. False: the rule refuses the header.
  bool (*prepare)(Work work, const uint8_t* header, HeaderRule rule);
  // Hash of the prepared header with this tail.
  void (*check)(Work work, const uint8_t* tail, uint8_t* output);
  // The first nonce that reaches the target, or kNoNonce.
  uint64_t (*scan)(Work work, const Scan& scan);
  const Primitive* primitives;
  size_t primitive_count;
};

// The kernels that run on this processor, fastest first within an algorithm; null beyond the last.
const Kernel* kernel_at(size_t index);

// Whether a hash, in the order in which it was computed, is not above the target.
RIGWRIGHT_INLINE bool reaches(const uint8_t* hash, const uint8_t* target) {
  for (size_t i = kHashBytes; i-- > 0;) {
    if (hash[i] != target[i]) return hash[i] < target[i];
  }
  return true;
}

}  // namespace kernels
