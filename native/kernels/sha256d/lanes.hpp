// SHA-256 over a word of any width: one uint32_t, or a vector that holds a word of several headers.
// A width is a type with + ^ & ~ >> and the functions `spread`, `rotate_right` and `any_at_most`.
#pragma once

#include "sha256.hpp"

namespace kernels::sha256d {

// The narrowest width.
template <class Word>
Word spread(uint32_t x);

template <>
RIGWRIGHT_INLINE uint32_t spread<uint32_t>(uint32_t x) {
  return x;
}

template <int bits>
RIGWRIGHT_INLINE uint32_t rotate_right(uint32_t x) {
  return x >> bits | x << (32 - bits);
}

RIGWRIGHT_INLINE bool any_at_most(uint32_t x, uint32_t limit) { return x <= limit; }

// In portable.cpp; the wider paths take it for the little that is done once a scan.
void compress_portable(uint32_t* state, const uint8_t* block);

template <class Word>
struct State {
  Word a, b, c, d, e, f, g, h;
};

template <class Word>
RIGWRIGHT_INLINE void add_round(Word a, Word b, Word c, Word& d, Word e, Word f, Word g, Word& h,
                                Word k_plus_w) {
  const Word sum_e = rotate_right<6>(e) ^ rotate_right<11>(e) ^ rotate_right<25>(e);
  const Word sum_a = rotate_right<2>(a) ^ rotate_right<13>(a) ^ rotate_right<22>(a);
  const Word choice = g ^ (e & (f ^ g));
  const Word majority = (a & b) ^ (c & (a ^ b));
  const Word sum = h + k_plus_w + choice + sum_e;
  d = d + sum;
  h = sum + sum_a + majority;
}

template <class Word>
RIGWRIGHT_INLINE void add_16_rounds(State<Word>& s, const Word* w, const uint32_t* round) {
  // Instead of moving eight words at each round, the names move; after eight they are home again.
  for (int t = 0; t < 16; t += 8) {
    const auto kw = [&](int i) { return w[t + i] + spread<Word>(round[t + i]); };
    add_round(s.a, s.b, s.c, s.d, s.e, s.f, s.g, s.h, kw(0));
    add_round(s.h, s.a, s.b, s.c, s.d, s.e, s.f, s.g, kw(1));
    add_round(s.g, s.h, s.a, s.b, s.c, s.d, s.e, s.f, kw(2));
    add_round(s.f, s.g, s.h, s.a, s.b, s.c, s.d, s.e, kw(3));
    add_round(s.e, s.f, s.g, s.h, s.a, s.b, s.c, s.d, kw(4));
    add_round(s.d, s.e, s.f, s.g, s.h, s.a, s.b, s.c, kw(5));
    add_round(s.c, s.d, s.e, s.f, s.g, s.h, s.a, s.b, kw(6));
    add_round(s.b, s.c, s.d, s.e, s.f, s.g, s.h, s.a, kw(7));
  }
}

// The next 16 words of the message schedule, in place.
template <class Word>
RIGWRIGHT_INLINE void expand(Word* w) {
  for (int t = 0; t < 16; t += 1) {
    const Word x = w[(t + 1) % 16];
    const Word y = w[(t + 14) % 16];
    const Word sigma_0 = rotate_right<7>(x) ^ rotate_right<18>(x) ^ (x >> 3);
    const Word sigma_1 = rotate_right<17>(y) ^ rotate_right<19>(y) ^ (y >> 10);
    w[t] = w[t] + sigma_0 + w[(t + 9) % 16] + sigma_1;
  }
}

template <class Word>
RIGWRIGHT_INLINE State<Word> compress_words(const State<Word>& before, Word* w) {
  State<Word> s = before;
  add_16_rounds(s, w, kRound);
  expand(w);
  add_16_rounds(s, w, kRound + 16);
  expand(w);
  add_16_rounds(s, w, kRound + 32);
  expand(w);
  add_16_rounds(s, w, kRound + 48);
  return {before.a + s.a, before.b + s.b, before.c + s.c, before.d + s.d,
          before.e + s.e, before.f + s.f, before.g + s.g, before.h + s.h};
}

template <class Word>
RIGWRIGHT_INLINE State<Word> state_of(const uint32_t* words) {
  return {spread<Word>(words[0]), spread<Word>(words[1]), spread<Word>(words[2]),
          spread<Word>(words[3]), spread<Word>(words[4]), spread<Word>(words[5]),
          spread<Word>(words[6]), spread<Word>(words[7])};
}

// The last word of the double hash of a header whose first 64 bytes gave `middle`. Only that word
// is asked for, so the compiler leaves out the last three rounds; what does not depend on the nonce
// it takes out of the caller's loop.
template <class Word>
RIGWRIGHT_INLINE Word last_word(const State<Word>& middle, const uint32_t* tail, Word nonce) {
  const Word zero = spread<Word>(0);
  Word w[16] = {spread<Word>(tail[0]), spread<Word>(tail[1]), spread<Word>(tail[2]), nonce,
                spread<Word>(kEndMarker), zero, zero, zero, zero, zero, zero, zero, zero, zero,
                zero, spread<Word>(kHeaderBits)};
  const State<Word> first = compress_words(middle, w);
  Word v[16] = {first.a, first.b, first.c, first.d, first.e, first.f, first.g, first.h,
                spread<Word>(kEndMarker), zero, zero, zero, zero, zero,
                zero, spread<Word>(kHashBits)};
  return compress_words(state_of<Word>(kInitial), v).h;
}

// Searches `lanes` nonces at a time. `offsets` holds 0, 1, 2 ... as a word.
template <class Word, uint32_t lanes, Compress compress>
uint64_t scan_lanes(Work header, const Scan& scan, Word offsets) {
  uint32_t words[8];
  for (int i = 0; i < 8; i += 1) words[i] = kInitial[i];
  compress(words, header);
  const State<Word> middle = state_of<Word>(words);
  const uint32_t tail[3] = {load_big(header + 64), load_big(header + 68),
                            load_big(header + 72)};
  const Word limit = spread<Word>(top_word(scan.target));

  for (uint64_t done = 0; done < scan.count; done += lanes) {
    const uint32_t nonce = static_cast<uint32_t>(scan.start + done);
    const Word nonces = swap_bytes(spread<Word>(nonce) + offsets);
    const Word last = last_word(middle, tail, nonces);
    if (!any_at_most(swap_bytes(last), limit)) continue;
    // Lanes beyond the end of the range were computed for nothing; they are not looked at.
    for (uint32_t lane = 0; lane < lanes && done + lane < scan.count; lane += 1) {
      if (is_found<compress>(header, nonce + lane, scan)) return nonce + lane;
    }
  }
  return kNoNonce;
}

}  // namespace kernels::sha256d
