// Haraka v2 (Kölbl, Lauridsen, Mendel, Rechberger, 2016): hashes of 32 and 64 bytes out of AES
// rounds, over the operations of one CPU path.
//
// A path is a type `Ops` with a `Block` of 16 bytes, seen as four little-endian 32-bit lanes, and
//   load, store               from and to any address
//   bit_xor(a, b)
//   aes_round(state, key)     SubBytes, ShiftRows, MixColumns, then the key; or a type `Rounds`
//   low_lanes(a, b)           [a0 b0 a1 b1]
//   high_lanes(a, b)          [a2 b2 a3 b3]
#pragma once

#include "round-constants.hpp"

#include "../kernel.hpp"

namespace kernels::verushash {

// Round key `index` of the unkeyed functions.
struct PiKey {
  int index;
};

struct PiKeys {
  template <class Ops>
  static RIGWRIGHT_INLINE PiKey at(int index) {
    return {index};
  }
};

// AES rounds on blocks as they are. A path that keeps them in a form of its own between its rounds
// names a type like this one `Rounds`.
template <class Ops>
struct PlainRounds {
  using Block = typename Ops::Block;
  static RIGWRIGHT_INLINE Block enter(Block a) { return a; }
  static RIGWRIGHT_INLINE Block round(Block s, Block key) { return Ops::aes_round(s, key); }
  static RIGWRIGHT_INLINE Block round(Block s, PiKey key) {
    return Ops::aes_round(s, Ops::load(kRoundConstants + 16 * key.index));
  }
  // The last round of a function leaves that form; in between, only lanes are exchanged.
  template <class Key>
  static RIGWRIGHT_INLINE Block last_round(Block s, Key key) {
    return round(s, key);
  }
};

template <class Ops>
struct RoundsOf {
  using Type = PlainRounds<Ops>;
};
template <class Ops>
  requires requires { typename Ops::Rounds; }
struct RoundsOf<Ops> {
  using Type = typename Ops::Rounds;
};

template <class Ops, bool is_last, class Key>
RIGWRIGHT_INLINE typename Ops::Block two_rounds(typename Ops::Block s, Key key_0, Key key_1) {
  using Rounds = typename RoundsOf<Ops>::Type;
  if constexpr (is_last) return Rounds::last_round(Rounds::round(s, key_0), key_1);
  return Rounds::round(Rounds::round(s, key_0), key_1);
}

template <class Ops>
struct Pair {
  typename Ops::Block a, b;
};

// Two AES rounds on each block, then their lanes exchanged.
template <class Ops, bool is_last, class Key>
RIGWRIGHT_INLINE void double_round_2(Pair<Ops>& s, Key key, int r) {
  const auto a = two_rounds<Ops, is_last>(s.a, key(r), key(r + 2));
  const auto b = two_rounds<Ops, is_last>(s.b, key(r + 1), key(r + 3));
  s.a = Ops::low_lanes(a, b);
  s.b = Ops::high_lanes(a, b);
}

// `count` times that, with the round keys `key(i)`.
template <class Ops, int count, class Key>
RIGWRIGHT_INLINE Pair<Ops> double_rounds_2(const Pair<Ops>& input, Key key) {
  using Rounds = typename RoundsOf<Ops>::Type;
  constexpr int last = 4 * (count - 1);
  Pair<Ops> s = {Rounds::enter(input.a), Rounds::enter(input.b)};
  for (int r = 0; r < last; r += 4) double_round_2<Ops, false>(s, key, r);
  double_round_2<Ops, true>(s, key, last);
  return s;
}

template <class Ops>
RIGWRIGHT_INLINE Pair<Ops> haraka_256(const Pair<Ops>& input) {
  const Pair<Ops> s = double_rounds_2<Ops, 5>(input, PiKeys::at<Ops>);
  return {Ops::bit_xor(s.a, input.a), Ops::bit_xor(s.b, input.b)};
}

template <class Ops>
struct Quad {
  typename Ops::Block a, b, c, d;
};

template <class Ops>
RIGWRIGHT_INLINE Quad<Ops> load_quad(const uint8_t* bytes) {
  return {Ops::load(bytes), Ops::load(bytes + 16), Ops::load(bytes + 32), Ops::load(bytes + 48)};
}

template <class Ops, bool is_last, class Key>
RIGWRIGHT_INLINE void double_round_4(Quad<Ops>& s, Key key, int r) {
  const auto a = two_rounds<Ops, is_last>(s.a, key(r), key(r + 4));
  const auto b = two_rounds<Ops, is_last>(s.b, key(r + 1), key(r + 5));
  const auto c = two_rounds<Ops, is_last>(s.c, key(r + 2), key(r + 6));
  const auto d = two_rounds<Ops, is_last>(s.d, key(r + 3), key(r + 7));
  const auto ab_low = Ops::low_lanes(a, b);
  const auto ab_high = Ops::high_lanes(a, b);
  const auto cd_low = Ops::low_lanes(c, d);
  const auto cd_high = Ops::high_lanes(c, d);
  s.a = Ops::high_lanes(ab_high, cd_high);
  s.b = Ops::low_lanes(cd_low, ab_low);
  s.c = Ops::high_lanes(cd_low, ab_low);
  s.d = Ops::low_lanes(ab_high, cd_high);
}

// All rounds of Haraka-512 but the last. `key(i)` gives round key i of 40.
template <class Ops, class Key>
RIGWRIGHT_INLINE Quad<Ops> begin_haraka_512(const Quad<Ops>& input, Key key) {
  using Rounds = typename RoundsOf<Ops>::Type;
  Quad<Ops> s = {Rounds::enter(input.a), Rounds::enter(input.b), Rounds::enter(input.c),
                 Rounds::enter(input.d)};
  for (int r = 0; r < 32; r += 8) double_round_4<Ops, false>(s, key, r);
  return s;
}

// The permutation of Haraka-512 with the input added.
template <class Ops, class Key>
RIGWRIGHT_INLINE Quad<Ops> haraka_512(const Quad<Ops>& input, Key key) {
  Quad<Ops> s = begin_haraka_512<Ops>(input, key);
  double_round_4<Ops, true>(s, key, 32);
  return {Ops::bit_xor(s.a, input.a), Ops::bit_xor(s.b, input.b), Ops::bit_xor(s.c, input.c),
          Ops::bit_xor(s.d, input.d)};
}

// The last eight bytes of the digest alone, for which half of the last round is enough.
template <class Ops, class Key>
RIGWRIGHT_INLINE uint64_t haraka_512_end(const Quad<Ops>& input, Key key) {
  const Quad<Ops> s = begin_haraka_512<Ops>(input, key);
  const auto a = two_rounds<Ops, true>(s.a, key(32), key(36));
  const auto c = two_rounds<Ops, true>(s.c, key(34), key(38));
  return Ops::low_u64(Ops::bit_xor(Ops::high_lanes(a, c), input.d));
}

// The 32 bytes that are kept: the upper halves of the first two blocks, the lower ones of the rest.
template <class Ops>
RIGWRIGHT_INLINE void store_digest(uint8_t* output, const Quad<Ops>& s) {
  uint8_t all[64];
  Ops::store(all, s.a);
  Ops::store(all + 16, s.b);
  Ops::store(all + 32, s.c);
  Ops::store(all + 48, s.d);
  for (int i = 0; i < 8; i += 1) {
    output[i] = all[8 + i];
    output[8 + i] = all[24 + i];
    output[16 + i] = all[32 + i];
    output[24 + i] = all[48 + i];
  }
}

// Adds a piece of 32 bytes to a state of 32: the step of the sponge in every version of VerusHash.
template <class Ops, class Key>
RIGWRIGHT_INLINE void absorb_piece(uint8_t* state, const uint8_t* piece, Key key) {
  const Quad<Ops> input = {Ops::load(state), Ops::load(state + 16), Ops::load(piece),
                           Ops::load(piece + 16)};
  store_digest<Ops>(state, haraka_512<Ops>(input, key));
}

}  // namespace kernels::verushash
