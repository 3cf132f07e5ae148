// The S-box of AES, computed, and the table of its columns: with it an AES round is sixteen lookups
// on any processor.
#pragma once

#include <stdint.h>

namespace kernels::verushash {

struct AesTables {
  uint8_t sbox[256];
  // The column that byte 0 of a column contributes: MixColumns of (S(x), 0, 0, 0), as the
  // little-endian word 2 S, S, S, 3 S. Byte r contributes the same word rotated left by 8 r bits.
  uint32_t column[256];
};

constexpr uint8_t times_2(uint8_t x) {
  return static_cast<uint8_t>(x << 1 ^ (x & 0x80 ? 0x1b : 0));
}

constexpr AesTables make_aes_tables() {
  // Powers of 3 run through all of the field but zero, so that a logarithm gives each inverse.
  uint8_t power[256] = {};
  uint8_t logarithm[256] = {};
  uint8_t x = 1;
  for (int i = 0; i < 255; i += 1) {
    power[i] = x;
    logarithm[x] = static_cast<uint8_t>(i);
    x = static_cast<uint8_t>(x ^ times_2(x));
  }
  AesTables tables = {};
  for (int i = 0; i < 256; i += 1) {
    const uint8_t inverse = i == 0 ? 0 : power[(255 - logarithm[i]) % 255];
    uint8_t s = 0x63;
    for (int turn = 0; turn < 5; turn += 1) {
      s = static_cast<uint8_t>(s ^ (inverse << turn | inverse >> (8 - turn)));
    }
    const uint8_t twice = times_2(s);
    tables.sbox[i] = s;
    tables.column[i] = twice | uint32_t{s} << 8 | uint32_t{s} << 16 |
                       uint32_t{static_cast<uint8_t>(twice ^ s)} << 24;
  }
  return tables;
}

alignas(64) inline constexpr AesTables kAesTables = make_aes_tables();

}  // namespace kernels::verushash
