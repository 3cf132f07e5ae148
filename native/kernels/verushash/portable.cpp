// VerusHash in plain C++: for processors without AES instructions, and to check the others against.
#include "paths.hpp"

#include "aes-tables.hpp"
#include "primitives.hpp"

namespace kernels::verushash {

namespace {

struct alignas(16) PortableBlock {
  uint32_t lane[4];
};

RIGWRIGHT_INLINE uint32_t rotate_left(uint32_t x, int bits) { return x << bits | x >> (32 - bits); }

struct Portable {
  using Block = PortableBlock;

  static RIGWRIGHT_INLINE Block load(const uint8_t* from) {
    Block a;
    for (int i = 0; i < 4; i += 1) {
      a.lane[i] = uint32_t{from[4 * i]} | uint32_t{from[4 * i + 1]} << 8 |
                  uint32_t{from[4 * i + 2]} << 16 | uint32_t{from[4 * i + 3]} << 24;
    }
    return a;
  }
  static RIGWRIGHT_INLINE void store(uint8_t* to, Block a) {
    for (int i = 0; i < 16; i += 1) to[i] = static_cast<uint8_t>(a.lane[i / 4] >> (i % 4 * 8));
  }
  static RIGWRIGHT_INLINE Block bit_xor(Block a, Block b) {
    return {{a.lane[0] ^ b.lane[0], a.lane[1] ^ b.lane[1], a.lane[2] ^ b.lane[2],
             a.lane[3] ^ b.lane[3]}};
  }
  static RIGWRIGHT_INLINE Block aes_round(Block s, Block key) {
    return {{key.lane[0] ^ column(s.lane[0], s.lane[1], s.lane[2], s.lane[3]),
             key.lane[1] ^ column(s.lane[1], s.lane[2], s.lane[3], s.lane[0]),
             key.lane[2] ^ column(s.lane[2], s.lane[3], s.lane[0], s.lane[1]),
             key.lane[3] ^ column(s.lane[3], s.lane[0], s.lane[1], s.lane[2])}};
  }
  static RIGWRIGHT_INLINE Block low_lanes(Block a, Block b) {
    return {{a.lane[0], b.lane[0], a.lane[1], b.lane[1]}};
  }
  static RIGWRIGHT_INLINE Block high_lanes(Block a, Block b) {
    return {{a.lane[2], b.lane[2], a.lane[3], b.lane[3]}};
  }
  static RIGWRIGHT_INLINE Block from_u64(uint64_t low) {
    return {{static_cast<uint32_t>(low), static_cast<uint32_t>(low >> 32), 0, 0}};
  }
  static RIGWRIGHT_INLINE uint64_t low_u64(Block a) {
    return a.lane[0] | uint64_t{a.lane[1]} << 32;
  }
  static RIGWRIGHT_INLINE uint64_t high_u64(Block a) {
    return a.lane[2] | uint64_t{a.lane[3]} << 32;
  }

  // Four bits of one factor at a time.
  static Block carryless_product(Block a) {
    const uint64_t x = low_u64(a);
    const uint64_t y = high_u64(a);
    uint64_t multiple[16];  // of x, without what leaves at the top
    multiple[0] = 0;
    multiple[1] = x;
    for (int i = 2; i < 16; i += 2) {
      multiple[i] = multiple[i / 2] << 1;
      multiple[i + 1] = multiple[i] ^ x;
    }
    uint64_t low = multiple[y >> 60];
    uint64_t high = 0;
    for (int shift = 56; shift >= 0; shift -= 4) {
      high = high << 4 | low >> 60;
      low = low << 4 ^ multiple[y >> shift & 15];
    }
    // Bits 61 to 63 of x left the multiples by 2 and more: those products are put in by hand.
    const uint64_t bit_0 = 0x1111111111111111;
    const uint64_t y_above_1 = y >> 1 & 7 * bit_0;
    const uint64_t y_above_2 = y >> 2 & 3 * bit_0;
    const uint64_t y_above_3 = y >> 3 & bit_0;
    high ^= y_above_1 & (0 - (x >> 63));
    high ^= y_above_2 & (0 - (x >> 62 & 1));
    high ^= y_above_3 & (0 - (x >> 61 & 1));
    return {{static_cast<uint32_t>(low), static_cast<uint32_t>(low >> 32),
             static_cast<uint32_t>(high), static_cast<uint32_t>(high >> 32)}};
  }

  static Block rounded_product(Block a, Block b) {
    Block product;
    for (int i = 0; i < 4; i += 1) {
      product.lane[i] = rounded_half(a.lane[i], b.lane[i]) |
                        rounded_half(a.lane[i] >> 16, b.lane[i] >> 16) << 16;
    }
    return product;
  }

 private:
  static RIGWRIGHT_INLINE uint32_t column(uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
    const uint32_t* const table = kAesTables.column;
    return table[a & 0xff] ^ rotate_left(table[b >> 8 & 0xff], 8) ^
           rotate_left(table[c >> 16 & 0xff], 16) ^ rotate_left(table[d >> 24], 24);
  }

  static RIGWRIGHT_INLINE uint32_t rounded_half(uint32_t a, uint32_t b) {
    const int32_t product = int32_t{static_cast<int16_t>(a)} * static_cast<int16_t>(b);
    return static_cast<uint32_t>(product + 0x4000) >> 15 & 0xffff;
  }
};

bool always() { return true; }

}  // namespace

const Kernel kPortable = kernel_of<Portable>("verushash/portable", always);

}  // namespace kernels::verushash
