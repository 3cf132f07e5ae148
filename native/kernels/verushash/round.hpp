// One round of the inner hash of VerusHash 2: one of eight operations, which read two blocks of the
// key and change them. Besides those of haraka.hpp it takes these operations of a path:
//   from_u64(low)             the block with these low 64 bits and zeros above
//   low_u64(a), high_u64(a)
//   carryless_product(a)      low half times high half of the same block, 128 bits
//   rounded_product(a, b)     per signed 16-bit lane (a b + 0x4000) >> 15, its low 16 bits; the
//                             product of two -32768 stays -32768, which saturating ones do not give
//   lowest_bit(a), highest_bit(a)
//                             their places in 32 bits that are not all zero; only where steps of
//                             a kind shall follow one another
//   select(condition, a, b)   only where computing both is faster than guessing the condition wrong
#pragma once

#include "key.hpp"
#include "remainder.hpp"

namespace kernels::verushash {

enum class Version : uint32_t { v1, v2, v2_0, v2_1, v2_2 };

// Whether a path keeps the products of the data blocks, which the operations 1 to 3 add:
// `Ops::kKeepsProducts`.
template <class Ops>
constexpr bool keeps_products() {
  return requires { Ops::kKeepsProducts; };
}

// One nonce on its way through the inner hash.
template <class Ops>
struct Lane {
  typename Ops::Block data[4];
  typename Ops::Block products[keeps_products<Ops>() ? 4 : 1];
  typename Ops::Block sum;
  // Which blocks of the key may have changed.
  uint16_t changed[2 * kRounds];
  Key<Ops> key;
};

// Whether step `n`, counted down, of the operations 5 and 6 takes the first of their two ways.
// The first version shifted in 32 bits with a sign, so that its higher steps look at other bits.
template <Version version>
RIGWRIGHT_INLINE bool takes_first_way(uint64_t selector, uint32_t n) {
  if (version != Version::v2_0) return (selector >> (28 + n) & 1) != 0;
  if (n < 3) return (selector >> (28 + n) & 1) != 0;
  return n == 3 && (selector & 0xffffffff80000000) != 0;
}

// The low half of the sum selects what a round does.
RIGWRIGHT_INLINE uint32_t operation_of(uint64_t selector) { return selector >> 2 & 7; }

template <class Ops, Version version>
class Round {
  using Block = typename Ops::Block;

 public:
  // Does round `index` of a lane, which is this operation.
  template <int operation>
  static RIGWRIGHT_INLINE void run(Lane<Ops>& lane, int index) {
    Round round(lane);
    lane.changed[2 * index] = static_cast<uint16_t>(round.i_ - lane.key.blocks);
    lane.changed[2 * index + 1] = static_cast<uint16_t>(round.j_ - lane.key.blocks);
    round.template operate<operation>();
    lane.sum = round.sum_;
  }

 private:
  RIGWRIGHT_INLINE explicit Round(Lane<Ops>& lane)
      : sum_(lane.sum),
        selector_(Ops::low_u64(lane.sum)),
        i_(lane.key.blocks + (selector_ >> 5 & (kChosenBlocks - 1))),
        j_(lane.key.blocks + (selector_ >> 32 & (kChosenBlocks - 1))),
        pair_(lane.data + (selector_ & 2)),
        products_(lane.products + (keeps_products<Ops>() ? selector_ & 2 : 0)),
        here_(pair_[selector_ & 1]),
        there_(pair_[~selector_ & 1]) {}

  template <int operation>
  RIGWRIGHT_INLINE void operate() {
    if constexpr (operation == 0) {
      const Block t = *j_;
      add_product(xor_of(t, there_));
      const Block w = multiplied(t);
      const Block u = *i_;
      *i_ = w;
      add_product(xor_of(u, here_));
      *j_ = multiplied(u);
    } else if constexpr (operation == 1) {
      const Block t = *i_;
      add_product(xor_of(t, here_));
      add(product_of_here());
      const Block w = multiplied(t);
      const Block u = *j_;
      *j_ = w;
      add(xor_of(u, there_));
      *i_ = multiplied(u);
    } else if constexpr (operation == 2) {
      const Block t = *j_;
      add(xor_of(t, here_));
      const Block w = multiplied(t);
      const Block u = *i_;
      *i_ = w;
      add_product(xor_of(u, there_));
      add(product_of_there());
      *j_ = multiplied(u);
    } else if constexpr (operation == 3) {
      divide_once();
    } else if constexpr (operation == 4) {
      const Block* const keys = i_;
      const auto s = double_rounds_2<Ops, 3>({there_, here_}, [keys](int r) { return keys[r]; });
      add(xor_of(s.a, s.b));
      exchange();
    } else if constexpr (operation == 5) {
      mix_often();
      exchange();
    } else if constexpr (operation == 6 && version == Version::v2_0) {
      add_product(xor_of(there_, *i_));
      exchange();
    } else if constexpr (operation == 6) {
      divide_often();
    } else {
      const Block t = *j_;
      add_product(xor_of(here_, t));
      const Block w = multiplied(t);
      const Block u = *i_;
      *i_ = w;
      add(u);
      if (version == Version::v2_2) add(there_);
      *j_ = multiplied(u);
    }
  }

  // Operation 3.
  RIGWRIGHT_INLINE void divide_once() {
    const Block t = *i_;
    add(xor_of(t, there_));
    const uint64_t dividend = Ops::low_u64(sum_);
    add(remainder(dividend));
    const Block w = multiplied(t);
    const Block u = *j_;
    *j_ = w;
    const bool is_odd = dividend & 1;
    add(either(
        is_odd,
        [&] {
          return xor_of(Ops::carryless_product(xor_of(u, here_)), product_of_here());
        },
        [&] { return version == Version::v2_2 ? here_ : Ops::from_u64(0); }));
    *i_ = either(is_odd, [&] { return multiplied(u); }, [&] { return u; });
  }

  // Operation 5: one to eight steps, each a product or two AES rounds. They only add to the sum, so
  // that their order is free.
  RIGWRIGHT_INLINE void mix_often() {
    if constexpr (requires { Ops::lowest_bit(1u); }) {
      mix_by_kind();
    } else {
      mix_in_turn();
    }
  }

  RIGWRIGHT_INLINE void mix_in_turn() {
    const Block* next = i_;
    const Block* keys = next + 1;
    for (uint32_t n = selector_ >> 61;; n -= 1) {
      const Block one = *next;
      const bool is_first = takes_first_way<version>(selector_, n);
      const Block data = data_of_step(is_first, n);
      add(either(
          is_first, [&] { return Ops::carryless_product(xor_of(one, data)); },
          [&] { return two_mixed(one, data, keys); }));
      if (n == 0) return;
      next += 1;
      keys += is_first ? 1 : 5;
    }
  }

  // Those of a kind follow one another, so that the way of a step is not guessed.
  RIGWRIGHT_INLINE void mix_by_kind() {
    const uint32_t top = selector_ >> 61;
    uint32_t products = 0;
    for (uint32_t n = 0; n < 8; n += 1) {
      products |= uint32_t{takes_first_way<version>(selector_, n)} << n;
    }
    const uint32_t all = (uint32_t{2} << top) - 1;
    uint32_t mixed = all & ~products;
    products &= all;
    for (; products != 0; products &= products - 1) {
      const uint32_t n = Ops::lowest_bit(products);
      add_product(xor_of(i_[top - n], data_of_step(true, n)));
    }
    const Block* keys = i_ + 1;
    while (mixed != 0) {
      const uint32_t n = Ops::highest_bit(mixed);
      mixed ^= uint32_t{1} << n;
      const uint32_t step = top - n;
      add(two_mixed(i_[step], data_of_step(false, n), keys + step));
      keys += 4;
    }
  }

  static RIGWRIGHT_INLINE Block two_mixed(Block one, Block data, const Block* keys) {
    const auto s = double_rounds_2<Ops, 1>({one, data}, [keys](int r) { return keys[r]; });
    return xor_of(s.a, s.b);
  }

  // Operation 6 from 2.1 on: one to eight steps, each a division or two products.
  RIGWRIGHT_INLINE void divide_often() {
    const Block* next = i_;
    Block one;
    for (uint32_t n = selector_ >> 61;; n -= 1) {
      one = *next;
      const bool is_first = takes_first_way<version>(selector_, n);
      const Block x = xor_of(one, data_of_step(is_first, n));
      const Block y =
          either(is_first, [&] { return x; }, [&] { return Ops::carryless_product(x); });
      add(either(
          is_first, [&] { return remainder(Ops::low_u64(x)); },
          [&] { return Ops::rounded_product(sum_, y); }));
      if (version == Version::v2_2) one = y;
      if (n == 0) break;
      next += 1;
    }
    const Block u = xor_of(*j_, sum_);
    *j_ = version == Version::v2_2 ? one : u;
    *i_ = version == Version::v2_2 ? u : one;
  }

  RIGWRIGHT_INLINE Block product_of_here() const {
    if constexpr (keeps_products<Ops>()) return products_[selector_ & 1];
    return Ops::carryless_product(here_);
  }
  RIGWRIGHT_INLINE Block product_of_there() const {
    if constexpr (keeps_products<Ops>()) return products_[~selector_ & 1];
    return Ops::carryless_product(there_);
  }

  // The steps take turns between the two blocks of data, and so do their two ways.
  RIGWRIGHT_INLINE Block data_of_step(bool is_first, uint32_t n) const {
    return pair_[(selector_ ^ n ^ static_cast<uint32_t>(is_first)) & 1];
  }

  // How the operations 4, 5 and 6 end.
  RIGWRIGHT_INLINE void exchange() {
    const Block w = multiplied(*i_);
    const Block u = *j_;
    *j_ = w;
    *i_ = u;
  }

  template <class First, class Second>
  static RIGWRIGHT_INLINE Block either(bool is_first, First first, Second second) {
    if constexpr (requires(Block block) { Ops::select(is_first, block, block); }) {
      return Ops::select(is_first, first(), second());
    } else {
      return is_first ? first() : second();
    }
  }

  RIGWRIGHT_INLINE Block remainder(uint64_t dividend) const {
    return Ops::from_u64(signed_remainder(dividend, static_cast<uint32_t>(selector_)));
  }
  RIGWRIGHT_INLINE Block multiplied(Block x) const {
    return xor_of(Ops::rounded_product(sum_, x), x);
  }
  RIGWRIGHT_INLINE void add(Block x) { sum_ = xor_of(sum_, x); }
  RIGWRIGHT_INLINE void add_product(Block x) { add(Ops::carryless_product(x)); }
  static RIGWRIGHT_INLINE Block xor_of(Block a, Block b) { return Ops::bit_xor(a, b); }

  Block sum_;
  const uint64_t selector_;
  Block* const i_;
  Block* const j_;
  const Block* const pair_;  // the two blocks of data that this round may look at
  const Block* const products_;
  const Block here_;
  const Block there_;
};

}  // namespace kernels::verushash
