// Haraka v2 (Kölbl, Lauridsen, Mendel, Rechberger, 2016): hashes of 32 and 64 bytes out of AES
// rounds, over the operations of one CPU path.
//
// A path is a type `Ops` with a `Block` of 16 bytes, seen as four little-endian 32-bit lanes, and
//   load, store               from and to any address
//   bit_xor(a, b)
//   aes_round(state, key)     SubBytes, ShiftRows, MixColumns, then the key
//   low_lanes(a, b)           [a0 b0 a1 b1]
//   high_lanes(a, b)          [a2 b2 a3 b3]
#pragma once

#include "round-constants.hpp"

#include "../kernel.hpp"

namespace kernels::verushash {

// Where the round keys of the unkeyed functions come from.
struct PiKeys {
  template <class Ops>
  static RIGWRIGHT_INLINE typename Ops::Block at(int index) {
    return Ops::load(kRoundConstants + 16 * index);
  }
};

template <class Ops>
struct Pair {
  typename Ops::Block a, b;
};

// Two AES rounds on each block, then their lanes exchanged. `keys` are four blocks.
template <class Ops>
RIGWRIGHT_INLINE void double_round_2(Pair<Ops>& s, typename Ops::Block key_0,
                                     typename Ops::Block key_1, typename Ops::Block key_2,
                                     typename Ops::Block key_3) {
  const auto a = Ops::aes_round(Ops::aes_round(s.a, key_0), key_2);
  const auto b = Ops::aes_round(Ops::aes_round(s.b, key_1), key_3);
  s.a = Ops::low_lanes(a, b);
  s.b = Ops::high_lanes(a, b);
}

template <class Ops>
RIGWRIGHT_INLINE Pair<Ops> haraka_256(const Pair<Ops>& input) {
  Pair<Ops> s = input;
  for (int r = 0; r < 20; r += 4) {
    double_round_2<Ops>(s, PiKeys::at<Ops>(r), PiKeys::at<Ops>(r + 1), PiKeys::at<Ops>(r + 2),
                        PiKeys::at<Ops>(r + 3));
  }
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

// The permutation of Haraka-512 with the input added. `key(i)` gives round key i of 40.
template <class Ops, class Key>
RIGWRIGHT_INLINE Quad<Ops> haraka_512(const Quad<Ops>& input, Key key) {
  Quad<Ops> s = input;
  for (int r = 0; r < 40; r += 8) {
    const auto a = Ops::aes_round(Ops::aes_round(s.a, key(r)), key(r + 4));
    const auto b = Ops::aes_round(Ops::aes_round(s.b, key(r + 1)), key(r + 5));
    const auto c = Ops::aes_round(Ops::aes_round(s.c, key(r + 2)), key(r + 6));
    const auto d = Ops::aes_round(Ops::aes_round(s.d, key(r + 3)), key(r + 7));
    const auto ab_low = Ops::low_lanes(a, b);
    const auto ab_high = Ops::high_lanes(a, b);
    const auto cd_low = Ops::low_lanes(c, d);
    const auto cd_high = Ops::high_lanes(c, d);
    s.a = Ops::high_lanes(ab_high, cd_high);
    s.b = Ops::low_lanes(cd_low, ab_low);
    s.c = Ops::high_lanes(cd_low, ab_low);
    s.d = Ops::low_lanes(ab_high, cd_high);
  }
  return {Ops::bit_xor(s.a, input.a), Ops::bit_xor(s.b, input.b), Ops::bit_xor(s.c, input.c),
          Ops::bit_xor(s.d, input.d)};
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
