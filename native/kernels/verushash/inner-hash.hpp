// The inner hash of VerusHash 2: a carry-less, branching hash of 64 bytes to 64 bits that changes
// its key while it reads it.
#pragma once

#include "round.hpp"

namespace kernels::verushash {

// How many nonces a path takes through the inner hash at a time: `Ops::kLanes`, or else one. Each
// round of a nonce is one of eight operations, as good as random, and begins with what the last one
// ended with: a processor guesses wrong at almost every round, and waits in between. With many
// nonces those in need of the same operation follow one another, and none waits for another.
template <class Ops>
constexpr size_t lanes_of() {
  if constexpr (requires { Ops::kLanes; }) {
    return Ops::kLanes;
  } else {
    return 1;
  }
}

template <class Ops, Version version>
class InnerHash {
 public:
  static RIGWRIGHT_INLINE void begin(Lane<Ops>& lane, const Quad<Ops>& input) {
    set(lane, 1, is_mixed ? Ops::bit_xor(input.b, input.d) : input.b);
    set(lane, 3, input.d);
    begin_with_third(lane, input);
  }

  // For an input that differs in its third block alone from that of a lane which was begun.
  static RIGWRIGHT_INLINE void begin_like(const Lane<Ops>& other, Lane<Ops>& lane,
                                          const Quad<Ops>& input) {
    for (int at = 1; at < 4; at += 2) {
      lane.data[at] = other.data[at];
      if constexpr (keeps_products<Ops>()) lane.products[at] = other.products[at];
    }
    begin_with_third(lane, input);
  }

  // All rounds of the first `count` lanes.
  static void run(Lane<Ops>* lanes, size_t count) {
    for (int round = 0; round < kRounds; round += 1) {
      if constexpr (lanes_of<Ops>() == 1) {
        run_one(*lanes, round);
      } else {
        run_all(lanes, count, round);
      }
    }
  }

  // The sum with the length term, modulo x^64 + x^4 + x^3 + x + 1.
  static RIGWRIGHT_INLINE uint64_t end(const Lane<Ops>& lane) {
    const uint64_t low = Ops::low_u64(lane.sum) ^ 0x10000;
    const uint64_t high = Ops::high_u64(lane.sum);
    // What the upper half times 0x1b leaves above 64 bits has four bits, and comes back once more.
    const uint64_t over = high >> 63 ^ high >> 61 ^ high >> 60;
    return low ^ times_polynomial(high) ^ times_polynomial(over);
  }

 private:
  using Step = Round<Ops, version>;
  static constexpr bool is_mixed = version != Version::v2_0;

  static RIGWRIGHT_INLINE void begin_with_third(Lane<Ops>& lane, const Quad<Ops>& input) {
    set(lane, 0, is_mixed ? Ops::bit_xor(input.a, input.c) : input.a);
    set(lane, 2, input.c);
    lane.sum = lane.key.blocks[kChosenBlocks + 1];
  }
  static RIGWRIGHT_INLINE void set(Lane<Ops>& lane, int at, typename Ops::Block data) {
    lane.data[at] = data;
    if constexpr (keeps_products<Ops>()) lane.products[at] = Ops::carryless_product(data);
  }

  static RIGWRIGHT_INLINE void run_one(Lane<Ops>& lane, int round) {
    switch (operation_of(Ops::low_u64(lane.sum))) {
      case 0:
        return Step::template run<0>(lane, round);
      case 1:
        return Step::template run<1>(lane, round);
      case 2:
        return Step::template run<2>(lane, round);
      case 3:
        return Step::template run<3>(lane, round);
      case 4:
        return Step::template run<4>(lane, round);
      case 5:
        return Step::template run<5>(lane, round);
      case 6:
        return Step::template run<6>(lane, round);
      default:
        return Step::template run<7>(lane, round);
    }
  }

  // The lanes by the operation of their next round.
  struct Groups {
    Lane<Ops>* lanes[8][lanes_of<Ops>()];
    uint64_t sizes;  // a byte per operation: a memory of eight counters would be slower
  };

  static RIGWRIGHT_INLINE void run_all(Lane<Ops>* lanes, size_t count, int round) {
    static_assert(lanes_of<Ops>() < 256);
    Groups groups;
    groups.sizes = 0;
    for (size_t i = 0; i < count; i += 1) {
      const uint32_t operation = operation_of(Ops::low_u64(lanes[i].sum));
      groups.lanes[operation][groups.sizes >> 8 * operation & 0xff] = lanes + i;
      groups.sizes += uint64_t{1} << 8 * operation;
    }
    // The slow ones begin, so that little remains to be waited for at the end.
    run_group<6>(groups, round);
    run_group<5>(groups, round);
    run_group<4>(groups, round);
    run_group<3>(groups, round);
    run_group<0>(groups, round);
    run_group<1>(groups, round);
    run_group<2>(groups, round);
    run_group<7>(groups, round);
  }

  template <int operation>
  static RIGWRIGHT_INLINE void run_group(const Groups& groups, int round) {
    const size_t size = groups.sizes >> 8 * operation & 0xff;
    for (size_t i = 0; i < size; i += 1) {
      Step::template run<operation>(*groups.lanes[operation][i], round);
    }
  }

  static RIGWRIGHT_INLINE uint64_t times_polynomial(uint64_t x) {
    return x ^ x << 1 ^ x << 3 ^ x << 4;
  }
};

}  // namespace kernels::verushash
