// VerusHash in plain C++: for processors without AES instructions, and to check the others against.
#include "paths.hpp"

#include "aes-tables.hpp"
#include "primitives.hpp"

#if defined(_MSC_VER) && defined(_M_X64)
#include <intrin.h>
#endif

namespace kernels::verushash {

namespace {

struct alignas(16) PortableBlock {
  uint64_t low, high;
};

// The whole product of two integers.
RIGWRIGHT_INLINE PortableBlock multiply(uint64_t a, uint64_t b) {
#if defined(__SIZEOF_INT128__) && !defined(__wasm__)
  __extension__ using Wide = unsigned __int128;
  const Wide product = Wide{a} * b;
  return {static_cast<uint64_t>(product), static_cast<uint64_t>(product >> 64)};
#elif defined(_MSC_VER) && defined(_M_X64)
  PortableBlock product;
  product.low = _umul128(a, b, &product.high);
  return product;
#else
  const uint64_t a_low = static_cast<uint32_t>(a);
  const uint64_t b_low = static_cast<uint32_t>(b);
  const uint64_t middle = (a >> 32) * b_low + (a_low * b_low >> 32);
  const uint64_t other = a_low * (b >> 32) + static_cast<uint32_t>(middle);
  return {a * b, (a >> 32) * (b >> 32) + (middle >> 32) + (other >> 32)};
#endif
}

// What byte r of a column contributes to the column after an AES round, r from 0 to 3.
struct Columns {
  uint32_t of_byte[4][256];
};

constexpr Columns make_columns() {
  Columns columns = {};
  for (int r = 0; r < 4; r += 1) {
    for (int i = 0; i < 256; i += 1) {
      const uint64_t column = kAesTables.column[i];
      columns.of_byte[r][i] = static_cast<uint32_t>((column << 32 | column) >> (32 - 8 * r));
    }
  }
  return columns;
}

alignas(64) constexpr Columns kColumns = make_columns();

struct Portable {
  using Block = PortableBlock;
  static constexpr size_t kLanes = 8;
  static constexpr bool kKeepsProducts = true;

  static RIGWRIGHT_INLINE Block load(const uint8_t* from) {
    Block a = {0, 0};
    for (int i = 0; i < 8; i += 1) {
      a.low |= uint64_t{from[i]} << 8 * i;
      a.high |= uint64_t{from[8 + i]} << 8 * i;
    }
    return a;
  }
  static RIGWRIGHT_INLINE void store(uint8_t* to, Block a) {
    for (int i = 0; i < 8; i += 1) {
      to[i] = static_cast<uint8_t>(a.low >> 8 * i);
      to[8 + i] = static_cast<uint8_t>(a.high >> 8 * i);
    }
  }
  static RIGWRIGHT_INLINE Block bit_xor(Block a, Block b) {
    return {a.low ^ b.low, a.high ^ b.high};
  }
  static RIGWRIGHT_INLINE Block aes_round(Block s, Block key) {
    const uint32_t a = static_cast<uint32_t>(s.low);
    const uint32_t b = static_cast<uint32_t>(s.low >> 32);
    const uint32_t c = static_cast<uint32_t>(s.high);
    const uint32_t d = static_cast<uint32_t>(s.high >> 32);
    return bit_xor(key, {column(a, b, c, d) | uint64_t{column(b, c, d, a)} << 32,
                         column(c, d, a, b) | uint64_t{column(d, a, b, c)} << 32});
  }
  static RIGWRIGHT_INLINE Block low_lanes(Block a, Block b) { return lanes(a.low, b.low); }
  static RIGWRIGHT_INLINE Block high_lanes(Block a, Block b) { return lanes(a.high, b.high); }
  static RIGWRIGHT_INLINE Block from_u64(uint64_t low) { return {low, 0}; }
  static RIGWRIGHT_INLINE uint64_t low_u64(Block a) { return a.low; }
  static RIGWRIGHT_INLINE uint64_t high_u64(Block a) { return a.high; }

  // Integer products of every fourth bit: at most fifteen ones meet in a place, so that sums do not
  // reach the next place that counts. The four highest bits of one factor go by themselves.
  static Block carryless_product(Block a) {
    constexpr uint64_t kEvery = 0x1111111111111111;
    uint64_t x[4];
    uint64_t y[4];
    for (int i = 0; i < 4; i += 1) {
      x[i] = a.low & (kEvery >> 4) << i;
      y[i] = a.high & kEvery << i;
    }
    Block product = {0, 0};
    for (int place = 0; place < 4; place += 1) {
      Block sum = {0, 0};
      for (int i = 0; i < 4; i += 1) sum = bit_xor(sum, multiply(x[i], y[(place - i) & 3]));
      product.low |= sum.low & kEvery << place;
      product.high |= sum.high & kEvery << place;
    }
    for (int bit = 60; bit < 64; bit += 1) {
      const uint64_t y_or_0 = a.high & (0 - (a.low >> bit & 1));
      product.low ^= y_or_0 << bit;
      product.high ^= y_or_0 >> (64 - bit);
    }
    return product;
  }

  static RIGWRIGHT_INLINE Block rounded_product(Block a, Block b) {
    return {rounded_half(a.low, b.low), rounded_half(a.high, b.high)};
  }

 private:
  static RIGWRIGHT_INLINE uint32_t column(uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
    const auto& table = kColumns.of_byte;
    return table[0][a & 0xff] ^ table[1][b >> 8 & 0xff] ^ table[2][c >> 16 & 0xff] ^
           table[3][d >> 24];
  }

  static RIGWRIGHT_INLINE Block lanes(uint64_t a, uint64_t b) {
    return {static_cast<uint32_t>(a) | b << 32, a >> 32 | b >> 32 << 32};
  }

  static RIGWRIGHT_INLINE uint64_t rounded_half(uint64_t a, uint64_t b) {
    uint64_t product = 0;
    for (int shift = 0; shift < 64; shift += 16) {
      const int32_t lane =
          int32_t{static_cast<int16_t>(a >> shift)} * static_cast<int16_t>(b >> shift);
      product |= uint64_t{static_cast<uint16_t>((lane + 0x4000) >> 15)} << shift;
    }
    return product;
  }
};

bool always() { return true; }

}  // namespace

const Kernel kPortable = kernel_of<Portable>("verushash/portable", always);

}  // namespace kernels::verushash
