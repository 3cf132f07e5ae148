// The inner hash of VerusHash 2: a carry-less, branching hash of 64 bytes to 64 bits that changes
// its key while it reads it. Besides those of haraka.hpp it takes these operations of a path:
//   from_u64(low)             the block with these low 64 bits and zeros above
//   low_u64(a), high_u64(a)
//   carryless_product(a)      low half times high half of the same block, 128 bits
//   rounded_product(a, b)     per signed 16-bit lane (a b + 0x4000) >> 15, its low 16 bits; the
//                             product of two -32768 stays -32768, which saturating ones do not give
#pragma once

#include "key.hpp"

namespace kernels::verushash {

enum class Version : uint32_t { v1, v2, v2_0, v2_1, v2_2 };

// The remainder with the sign of the dividend, as processors give it. The divisor is never 0 or -1
// here: the bits of it that name the operation see to that.
RIGWRIGHT_INLINE uint32_t signed_remainder(uint64_t dividend, uint32_t divisor) {
  const int64_t by = static_cast<int32_t>(divisor);
  return static_cast<uint32_t>(static_cast<int64_t>(dividend) % by);
}

// Whether round `n`, counted down, of the operations 5 and 6 takes the first of their two ways.
// The first version shifted in 32 bits with a sign, so that its higher rounds look at other bits.
template <Version version>
RIGWRIGHT_INLINE bool takes_first_way(uint64_t selector, uint32_t n) {
  if (version != Version::v2_0) return (selector >> (28 + n) & 1) != 0;
  if (n < 3) return (selector >> (28 + n) & 1) != 0;
  return n == 3 && (selector & 0xffffffff80000000) != 0;
}

template <class Ops, Version version>
class InnerHash {
  using Block = typename Ops::Block;

 public:
  // `input` are the 64 bytes; the blocks that changed are noted in the key.
  static RIGWRIGHT_INLINE uint64_t compute(const Quad<Ops>& input, Key<Ops>& key) {
    InnerHash hash(input, key.blocks);
    for (int round = 0; round < kRounds; round += 1) {
      hash.next(key.changed[2 * round], key.changed[2 * round + 1]);
    }
    return hash.reduced();
  }

 private:
  RIGWRIGHT_INLINE InnerHash(const Quad<Ops>& input, Block* key) : key_(key) {
    data_[0] = input.a;
    data_[1] = input.b;
    data_[2] = input.c;
    data_[3] = input.d;
    if (version != Version::v2_0) {
      data_[0] = Ops::bit_xor(input.a, input.c);
      data_[1] = Ops::bit_xor(input.b, input.d);
    }
    sum_ = key[kChosenBlocks + 1];
  }

  RIGWRIGHT_INLINE void next(uint16_t& first, uint16_t& second) {
    const uint64_t selector = Ops::low_u64(sum_);
    first = static_cast<uint16_t>(selector >> 5 & (kChosenBlocks - 1));
    second = static_cast<uint16_t>(selector >> 32 & (kChosenBlocks - 1));
    Block* const i = key_ + first;
    Block* const j = key_ + second;
    const uint32_t at = selector & 3;
    const Block here = data_[at];
    const Block there = data_[at ^ 1];
    switch (selector >> 2 & 7) {
      case 0: {
        const Block t = *j;
        add_product(xor_of(t, there));
        const Block w = multiplied(t);
        const Block u = *i;
        *i = w;
        add_product(xor_of(u, here));
        *j = multiplied(u);
        break;
      }
      case 1: {
        const Block t = *i;
        add_product(xor_of(t, here));
        add_product(here);
        const Block w = multiplied(t);
        const Block u = *j;
        *j = w;
        add(xor_of(u, there));
        *i = multiplied(u);
        break;
      }
      case 2: {
        const Block t = *j;
        add(xor_of(t, here));
        const Block w = multiplied(t);
        const Block u = *i;
        *i = w;
        add_product(xor_of(u, there));
        add_product(there);
        *j = multiplied(u);
        break;
      }
      case 3:
        remainder_step(selector, i, j, here, there);
        break;
      case 4: {
        const auto s = double_rounds_2<Ops, 3>({there, here}, [i](int r) { return i[r]; });
        add(xor_of(s.a, s.b));
        exchange(i, j);
        break;
      }
      case 5:
        mixed_rounds(selector, i, here, there);
        exchange(i, j);
        break;
      case 6:
        if (version == Version::v2_0) {
          add_product(xor_of(there, *i));
          exchange(i, j);
        } else {
          dividing_rounds(selector, i, j, here, there);
        }
        break;
      default: {
        const Block t = *j;
        add_product(xor_of(here, t));
        const Block w = multiplied(t);
        const Block u = *i;
        *i = w;
        add(u);
        if (version == Version::v2_2) add(there);
        *j = multiplied(u);
      }
    }
  }

  // Operation 3.
  RIGWRIGHT_INLINE void remainder_step(uint64_t selector, Block* i, Block* j, Block here,
                                       Block there) {
    const Block t = *i;
    add(xor_of(t, there));
    const uint64_t dividend = Ops::low_u64(sum_);
    add(Ops::from_u64(signed_remainder(dividend, static_cast<uint32_t>(selector))));
    const Block w = multiplied(t);
    const Block u = *j;
    *j = w;
    if (dividend & 1) {
      add_product(xor_of(u, here));
      add_product(here);
      *i = multiplied(u);
    } else {
      *i = u;
      if (version == Version::v2_2) add(here);
    }
  }

  // Operation 5: one to eight rounds, each a product or two AES rounds.
  RIGWRIGHT_INLINE void mixed_rounds(uint64_t selector, const Block* next, Block here,
                                    Block there) {
    const Block* keys = next + 1;
    for (uint32_t n = selector >> 61;; n -= 1) {
      const Block one = *next;
      if (takes_first_way<version>(selector, n)) {
        add_product(xor_of(one, n & 1 ? here : there));
      } else {
        const Block data = n & 1 ? there : here;
        const auto s = double_rounds_2<Ops, 1>({one, data}, [keys](int r) { return keys[r]; });
        keys += 4;
        add(xor_of(s.a, s.b));
      }
      if (n == 0) return;
      next += 1;
      keys += 1;
    }
  }

  // Operation 6 from 2.1 on: one to eight rounds, each a division or two products.
  RIGWRIGHT_INLINE void dividing_rounds(uint64_t selector, Block* i, Block* j, Block here,
                                        Block there) {
    const Block* next = i;
    Block one = *next;
    for (uint32_t n = selector >> 61;; n -= 1) {
      one = *next;
      if (takes_first_way<version>(selector, n)) {
        const Block x = xor_of(one, n & 1 ? here : there);
        const uint64_t dividend = Ops::low_u64(x);
        add(Ops::from_u64(signed_remainder(dividend, static_cast<uint32_t>(selector))));
        if (version == Version::v2_2) one = x;
      } else {
        const Block x = Ops::carryless_product(xor_of(one, n & 1 ? there : here));
        add(Ops::rounded_product(sum_, x));
        if (version == Version::v2_2) one = x;
      }
      if (n == 0) break;
      next += 1;
    }
    const Block u = xor_of(*j, sum_);
    *j = version == Version::v2_2 ? one : u;
    *i = version == Version::v2_2 ? u : one;
  }

  // How the operations 4, 5 and 6 end.
  RIGWRIGHT_INLINE void exchange(Block* i, Block* j) {
    const Block w = multiplied(*i);
    const Block u = *j;
    *j = w;
    *i = u;
  }

  RIGWRIGHT_INLINE Block multiplied(Block x) const {
    return xor_of(Ops::rounded_product(sum_, x), x);
  }
  RIGWRIGHT_INLINE void add(Block x) { sum_ = xor_of(sum_, x); }
  RIGWRIGHT_INLINE void add_product(Block x) { add(Ops::carryless_product(x)); }
  static RIGWRIGHT_INLINE Block xor_of(Block a, Block b) { return Ops::bit_xor(a, b); }

  // The sum with the length term, modulo x^64 + x^4 + x^3 + x + 1.
  RIGWRIGHT_INLINE uint64_t reduced() const {
    const uint64_t low = Ops::low_u64(sum_) ^ 0x10000;
    const uint64_t high = Ops::high_u64(sum_);
    // What the upper half times 0x1b leaves above 64 bits has four bits, and comes back once more.
    const uint64_t over = high >> 63 ^ high >> 61 ^ high >> 60;
    return low ^ times_polynomial(high) ^ times_polynomial(over);
  }

  static RIGWRIGHT_INLINE uint64_t times_polynomial(uint64_t x) {
    return x ^ x << 1 ^ x << 3 ^ x << 4;
  }

  Block* const key_;
  Block data_[4];
  Block sum_;
};

}  // namespace kernels::verushash
