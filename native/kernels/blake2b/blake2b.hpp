// BLAKE2b of RFC 7693, without a key and without salt, with the personalisation of the BLAKE2
// specification (2013, section 2.8): what Equihash and Verus' merge mining are built on.
#pragma once

#include "../kernel.hpp"

namespace kernels::blake2b {

constexpr size_t kBlockBytes = 128;
constexpr size_t kPersonalBytes = 16;
constexpr size_t kMaxOutputBytes = 64;

// A hash under way. It may be copied, to go on from one beginning with several ends.
struct State {
  uint64_t h[8];
  uint64_t compressed;  // bytes that are in `h` already
  size_t filled;        // bytes that wait in `block`
  size_t output_bytes;
  uint8_t block[kBlockBytes];
};

// `output_bytes` from 1 to 64; `personal` is 16 bytes, or null for sixteen zero bytes.
void init(State& state, size_t output_bytes, const uint8_t* personal);
void update(State& state, const uint8_t* input, size_t length);
// Writes `output_bytes`; the state is used up.
void finish(State& state, uint8_t* output);

// The three in one.
void hash(const uint8_t* personal, const uint8_t* input, size_t length, uint8_t* output,
          size_t output_bytes);

}  // namespace kernels::blake2b
