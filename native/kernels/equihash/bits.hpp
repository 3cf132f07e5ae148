// Numbers as bytes, and as bits within bytes.
#pragma once

#include "../kernel.hpp"

namespace kernels::equihash {

RIGWRIGHT_INLINE uint32_t load_little_32(const uint8_t* bytes) {
  return uint32_t{bytes[0]} | uint32_t{bytes[1]} << 8 | uint32_t{bytes[2]} << 16 |
         uint32_t{bytes[3]} << 24;
}

RIGWRIGHT_INLINE uint64_t load_little_64(const uint8_t* bytes) {
  return load_little_32(bytes) | uint64_t{load_little_32(bytes + 4)} << 32;
}

RIGWRIGHT_INLINE void store_little_32(uint8_t* bytes, uint32_t x) {
  for (int i = 0; i < 4; i += 1) bytes[i] = static_cast<uint8_t>(x >> (8 * i));
}

RIGWRIGHT_INLINE void store_little_64(uint8_t* bytes, uint64_t x) {
  for (int i = 0; i < 8; i += 1) bytes[i] = static_cast<uint8_t>(x >> (8 * i));
}

// `count` bits, 1 to 32, of a string of bits that begins with the highest bit of its first byte.
// Reads no byte that holds none of them.
RIGWRIGHT_INLINE uint32_t bits_big(const uint8_t* bytes, size_t first, uint32_t count) {
  const size_t end = first + count;
  uint64_t gathered = 0;
  for (size_t i = first / 8; i < (end + 7) / 8; i += 1) gathered = gathered << 8 | bytes[i];
  const size_t behind = (8 - end % 8) % 8;
  return static_cast<uint32_t>(gathered >> behind & ((uint64_t{1} << count) - 1));
}

// The same for a string that begins with the lowest bit of its first byte.
RIGWRIGHT_INLINE uint32_t bits_little(const uint8_t* bytes, size_t first, uint32_t count) {
  const size_t end = first + count;
  uint64_t gathered = 0;
  for (size_t i = (end + 7) / 8; i-- > first / 8;) gathered = gathered << 8 | bytes[i];
  return static_cast<uint32_t>(gathered >> first % 8 & ((uint64_t{1} << count) - 1));
}

// Whether two branches, of `count` leaves each, have an index in common.
RIGWRIGHT_INLINE bool share_an_index(const uint32_t* left, const uint32_t* right, uint32_t count) {
  for (uint32_t i = 0; i < count; i += 1) {
    bool same = false;
    for (uint32_t j = 0; j < count; j += 1) same |= left[i] == right[j];
    if (same) return true;
  }
  return false;
}

}  // namespace kernels::equihash
