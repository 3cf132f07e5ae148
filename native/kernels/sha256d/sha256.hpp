// What every path of SHA-256d shares: the constants of FIPS 180-4, the padding, and the comparison
// with a target.
#pragma once

#include "../kernel.hpp"

namespace kernels::sha256d {

constexpr size_t kBlockBytes = 64;
constexpr size_t kHeaderBytes = 80;
constexpr size_t kNonceOffset = 76;

alignas(16) inline constexpr uint32_t kInitial[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

alignas(16) inline constexpr uint32_t kRound[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

// The last words of a block whose message ends in it: the marker bit after the last byte, and the
// length in bits.
constexpr uint32_t kEndMarker = 0x80000000;
constexpr uint32_t kHeaderBits = kHeaderBytes * 8;
constexpr uint32_t kHashBits = kHashBytes * 8;

RIGWRIGHT_INLINE uint32_t swap_bytes(uint32_t x) {
  return x << 24 | (x & 0xff00) << 8 | (x >> 8 & 0xff00) | x >> 24;
}

RIGWRIGHT_INLINE uint32_t load_big(const uint8_t* bytes) {
  return uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 | uint32_t{bytes[2]} << 8 | bytes[3];
}

RIGWRIGHT_INLINE void store_big(uint8_t* bytes, uint32_t x) {
  for (int i = 0; i < 4; i += 1) bytes[i] = static_cast<uint8_t>(x >> (24 - 8 * i));
}

// The most significant 32 bits of a target: a hash whose own are greater can be thrown away unseen.
RIGWRIGHT_INLINE uint32_t top_word(const uint8_t* target) {
  return swap_bytes(load_big(target + kHashBytes - 4));
}

// Adds one block of 64 bytes to the state of 8 words.
using Compress = void (*)(uint32_t* state, const uint8_t* block);

template <Compress compress>
void sha256(const uint8_t* input, size_t length, uint8_t* output) {
  uint32_t state[8];
  for (int i = 0; i < 8; i += 1) state[i] = kInitial[i];
  size_t offset = 0;
  for (; length - offset >= kBlockBytes; offset += kBlockBytes) compress(state, input + offset);

  // The rest of the message, the marker and the length take one block more, or two.
  uint8_t last[2 * kBlockBytes] = {};
  const size_t rest = length - offset;
  for (size_t i = 0; i < rest; i += 1) last[i] = input[offset + i];
  last[rest] = 0x80;
  const size_t end = rest + 9 <= kBlockBytes ? kBlockBytes : 2 * kBlockBytes;
  const uint64_t bits = uint64_t{length} * 8;
  store_big(last + end - 8, static_cast<uint32_t>(bits >> 32));
  store_big(last + end - 4, static_cast<uint32_t>(bits));
  for (size_t at = 0; at < end; at += kBlockBytes) compress(state, last + at);

  for (int i = 0; i < 8; i += 1) store_big(output + 4 * i, state[i]);
}

template <Compress compress>
void hash(const uint8_t* input, size_t length, uint8_t* output) {
  uint8_t first[kHashBytes];
  sha256<compress>(input, length, first);
  sha256<compress>(first, kHashBytes, output);
}

// Writes a header with this nonce instead of its own.
RIGWRIGHT_INLINE void put_nonce(uint8_t* tried, const uint8_t* header, uint32_t nonce) {
  for (size_t i = 0; i < kNonceOffset; i += 1) tried[i] = header[i];
  store_big(tried + kNonceOffset, swap_bytes(nonce));
}

// The full comparison, for the few nonces that pass the one of the top word.
template <Compress compress>
bool is_found(const uint8_t* header, uint32_t nonce, const Scan& scan) {
  uint8_t tried[kHeaderBytes];
  put_nonce(tried, header, nonce);
  hash<compress>(tried, kHeaderBytes, scan.hash);
  return reaches(scan.hash, scan.target);
}

template <Compress compress>
void hash_bytes(Work, const uint8_t* input, size_t length, uint8_t* output) {
  hash<compress>(input, length, output);
}

// All there is to prepare is to remember the header: its first block takes a search no time.
inline bool prepare(Work work, const uint8_t* header, HeaderRule) {
  for (size_t i = 0; i < kHeaderBytes; i += 1) work[i] = header[i];
  return true;
}

template <Compress compress>
void check(Work work, const uint8_t* tail, uint8_t* output) {
  for (size_t i = kNonceOffset; i < kHeaderBytes; i += 1) work[i] = tail[i - kNonceOffset];
  hash<compress>(work, kHeaderBytes, output);
}

template <Compress compress>
constexpr Kernel kernel_of(const char* name, bool (*runs_here)(),
                           uint64_t (*scan)(Work, const Scan&)) {
  return {name,
          runs_here,
          kHeaderBytes,
          kHeaderBytes - kNonceOffset,
          kHeaderBytes,
          hash_bytes<compress>,
          prepare,
          check<compress>,
          scan,
          nullptr,
          0};
}

}  // namespace kernels::sha256d
