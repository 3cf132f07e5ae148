// AES rounds by permutations of bytes, after "Accelerating AES with vector permute instructions"
// (Hamburg, 2009): a byte is seen as two numbers of four bits, in which tables of sixteen bytes can
// look up all that the S-box needs.
//
// GF(2^8) is taken over GF(16): z and its conjugate z + 1 are the roots of z^2 + z + n, and a byte
// is i z + j (z + 1), kept as the coordinates of i in its upper half and of k = i + j in the lower
// one. With a = 1 / n, the numbers
//   p = 1 / (1 / i + a / k) + j    and    q = 1 / (1 / j + a / k) + i
// give the inverse: its coordinates are sums of multiples of 1 / p and 1 / q. The inverse of zero
// is infinite, 0x80, and so is what is added to it: looked up, that is zero, as it should be.
#pragma once

#include <wasm_simd128.h>

#include "aes-tables.hpp"
#include "haraka.hpp"

namespace kernels::verushash::wasm {

// A table of sixteen bytes, or an order of them.
struct alignas(16) Sixteen {
  uint8_t bytes[16];
};

struct PermuteTables {
  Sixteen low_half;  // masks it
  // To the form between the rounds: the sum of what either half of a byte gives.
  Sixteen enter_low, enter_high;
  // The same for round keys, with what the S-box adds to each byte.
  Sixteen enter_key;
  Sixteen s_box_constant;
  Sixteen inverse, a_over;
  // From p and q to the S-box in that form, and to twice it.
  Sixteen p_once, q_once, p_twice, q_twice;
  // The same as plain bytes, for the last round.
  Sixteen p_once_plain, q_once_plain, p_twice_plain, q_twice_plain;
  // ShiftRows, and then the bytes of a column 1, 2 and 3 places further on.
  Sixteen shift[4];
  // The unkeyed functions' round keys, as `enter_key` gives them and as the last round takes them.
  Sixteen pi[40], pi_last[40];
};

constexpr uint8_t times(uint8_t a, uint8_t b) {
  uint8_t product = 0;
  for (int bit = 7; bit >= 0; bit -= 1) {
    product = static_cast<uint8_t>(times_2(product) ^ (b >> bit & 1 ? a : 0));
  }
  return product;
}

constexpr uint8_t to_power(uint8_t a, int exponent) {
  uint8_t power = 1;
  for (int i = 0; i < exponent; i += 1) power = times(power, a);
  return power;
}

// What the S-box does with the inverse, but for its constant.
constexpr uint8_t spread(uint8_t inverse) {
  uint8_t s = 0;
  for (int turn = 0; turn < 5; turn += 1) {
    s = static_cast<uint8_t>(s ^ (inverse << turn | inverse >> (8 - turn)));
  }
  return s;
}

constexpr PermuteTables make_permute_tables() {
  PermuteTables t = {};
  // 3 generates the whole field, so that its 17th power generates GF(16), with these coordinates.
  uint8_t element[16] = {};
  for (int i = 0; i < 16; i += 1) {
    for (int bit = 0; bit < 4; bit += 1) {
      if (i >> bit & 1) element[i] ^= to_power(to_power(3, 17), bit);
    }
  }
  uint8_t coordinates[256] = {};
  for (int i = 0; i < 16; i += 1) coordinates[element[i]] = static_cast<uint8_t>(i);
  // z and its conjugate, the 16th power, differ by one.
  uint8_t z = 2;
  while ((z ^ to_power(z, 16)) != 1) z += 1;
  const uint8_t conjugate = z ^ 1;
  const uint8_t n = times(z, conjugate);
  uint8_t formed[256] = {};
  for (int i = 0; i < 16; i += 1) {
    for (int k = 0; k < 16; k += 1) {
      formed[element[i] ^ times(element[k], conjugate)] = static_cast<uint8_t>(i << 4 | k);
    }
  }
  // 1 / p = (n k + i) / norm and 1 / q = (n k + j) / norm, solved for i / norm and j / norm.
  const uint8_t of_p = times(n ^ 1, conjugate) ^ times(n, z);
  const uint8_t of_q = times(n, conjugate) ^ times(n ^ 1, z);

  t.inverse.bytes[0] = t.a_over.bytes[0] = 0x80;
  for (int i = 0; i < 16; i += 1) {
    t.low_half.bytes[i] = 0x0f;
    t.enter_low.bytes[i] = formed[i];
    t.enter_high.bytes[i] = formed[i << 4];
    t.enter_key.bytes[i] = formed[i] ^ formed[0x63];
    t.s_box_constant.bytes[i] = 0x63;
    const uint8_t inverse = to_power(element[i], 254);
    const uint8_t p = spread(times(inverse, of_p));
    const uint8_t q = spread(times(inverse, of_q));
    if (i != 0) {
      t.inverse.bytes[i] = coordinates[inverse];
      t.a_over.bytes[i] = coordinates[times(to_power(n, 254), inverse)];
    }
    t.p_once.bytes[i] = formed[p];
    t.q_once.bytes[i] = formed[q];
    t.p_twice.bytes[i] = formed[times_2(p)];
    t.q_twice.bytes[i] = formed[times_2(q)];
    t.p_once_plain.bytes[i] = p;
    t.q_once_plain.bytes[i] = q;
    t.p_twice_plain.bytes[i] = times_2(p);
    t.q_twice_plain.bytes[i] = times_2(q);
    for (int further = 0; further < 4; further += 1) {
      const int row = (i + further) % 4;
      t.shift[further].bytes[i] = static_cast<uint8_t>(row + 4 * ((i / 4 + row) % 4));
    }
    for (int key = 0; key < 40; key += 1) {
      const uint8_t byte = kRoundConstants[16 * key + i] ^ 0x63;
      t.pi[key].bytes[i] = formed[byte];
      t.pi_last[key].bytes[i] = byte;
    }
  }
  return t;
}

// Defined in wasm-constants.cpp, for the reason of the others there.
extern const PermuteTables kPermuteTables;

struct PermuteRounds {
  using Block = v128_t;

  static RIGWRIGHT_INLINE Block enter(Block a) { return form(a, load(kPermuteTables.enter_low)); }

  static RIGWRIGHT_INLINE Block round(Block s, Block key) {
    return add_round(s, form(key, load(kPermuteTables.enter_key)));
  }
  static RIGWRIGHT_INLINE Block round(Block s, PiKey key) {
    return add_round(s, load(kPermuteTables.pi[key.index]));
  }
  static RIGWRIGHT_INLINE Block last_round(Block s, Block key) {
    return add_last_round(s, wasm_v128_xor(key, load(kPermuteTables.s_box_constant)));
  }
  static RIGWRIGHT_INLINE Block last_round(Block s, PiKey key) {
    return add_last_round(s, load(kPermuteTables.pi_last[key.index]));
  }

 private:
  static RIGWRIGHT_INLINE Block load(const Sixteen& from) { return wasm_v128_load(from.bytes); }

  // No index here is 16 to 127, where the relaxed instruction may differ between processors.
  static RIGWRIGHT_INLINE Block look_up(const Sixteen& table, Block index) {
    return permute(load(table), index);
  }
  static RIGWRIGHT_INLINE Block permute(Block bytes, Block order) {
#ifdef __wasm_relaxed_simd__
    return wasm_i8x16_relaxed_swizzle(bytes, order);
#else
    return wasm_i8x16_swizzle(bytes, order);
#endif
  }
  static RIGWRIGHT_INLINE Block lower(Block s) {
    return wasm_v128_and(s, load(kPermuteTables.low_half));
  }
  static RIGWRIGHT_INLINE Block upper(Block s) { return lower(wasm_u32x4_shr(s, 4)); }

  static RIGWRIGHT_INLINE Block form(Block a, Block enter_low) {
    return wasm_v128_xor(permute(enter_low, lower(a)),
                         look_up(kPermuteTables.enter_high, upper(a)));
  }

  struct Inverted {
    Block p, q;
  };
  static RIGWRIGHT_INLINE Inverted invert(Block s) {
    const PermuteTables& t = kPermuteTables;
    const Block k = lower(s);
    const Block i = upper(s);
    const Block j = wasm_v128_xor(i, k);
    const Block a_over_k = look_up(t.a_over, k);
    const Block of_i = wasm_v128_xor(look_up(t.inverse, i), a_over_k);
    const Block of_j = wasm_v128_xor(look_up(t.inverse, j), a_over_k);
    return {wasm_v128_xor(look_up(t.inverse, of_i), j), wasm_v128_xor(look_up(t.inverse, of_j), i)};
  }

  static RIGWRIGHT_INLINE Block add_round(Block s, Block key) {
    const PermuteTables& t = kPermuteTables;
    const Inverted x = invert(s);
    return mix(wasm_v128_xor(look_up(t.p_once, x.p), look_up(t.q_once, x.q)),
               wasm_v128_xor(look_up(t.p_twice, x.p), look_up(t.q_twice, x.q)), key);
  }
  static RIGWRIGHT_INLINE Block add_last_round(Block s, Block key) {
    const PermuteTables& t = kPermuteTables;
    const Inverted x = invert(s);
    return mix(wasm_v128_xor(look_up(t.p_once_plain, x.p), look_up(t.q_once_plain, x.q)),
               wasm_v128_xor(look_up(t.p_twice_plain, x.p), look_up(t.q_twice_plain, x.q)), key);
  }

  // ShiftRows and MixColumns, out of the S-box and twice it.
  static RIGWRIGHT_INLINE Block mix(Block once, Block twice, Block key) {
    const Sixteen* const shift = kPermuteTables.shift;
    const Block thrice = wasm_v128_xor(once, twice);
    const Block far = wasm_v128_xor(permute(once, load(shift[2])), permute(once, load(shift[3])));
    const Block near = wasm_v128_xor(permute(twice, load(shift[0])), key);
    return wasm_v128_xor(wasm_v128_xor(near, far), permute(thrice, load(shift[1])));
  }
};

}  // namespace kernels::verushash::wasm
