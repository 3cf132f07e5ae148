#include "blake2b.hpp"

namespace kernels::blake2b {

namespace {

constexpr uint64_t kInitial[8] = {
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};

constexpr uint8_t kOrder[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
};

// Byte by byte, of which compilers make one load or store where the processor's order fits.
RIGWRIGHT_INLINE uint64_t load_little(const uint8_t* bytes) {
  return uint64_t{bytes[0]} | uint64_t{bytes[1]} << 8 | uint64_t{bytes[2]} << 16 |
         uint64_t{bytes[3]} << 24 | uint64_t{bytes[4]} << 32 | uint64_t{bytes[5]} << 40 |
         uint64_t{bytes[6]} << 48 | uint64_t{bytes[7]} << 56;
}

RIGWRIGHT_INLINE void store_little(uint8_t* bytes, uint64_t x) {
  bytes[0] = static_cast<uint8_t>(x);
  bytes[1] = static_cast<uint8_t>(x >> 8);
  bytes[2] = static_cast<uint8_t>(x >> 16);
  bytes[3] = static_cast<uint8_t>(x >> 24);
  bytes[4] = static_cast<uint8_t>(x >> 32);
  bytes[5] = static_cast<uint8_t>(x >> 40);
  bytes[6] = static_cast<uint8_t>(x >> 48);
  bytes[7] = static_cast<uint8_t>(x >> 56);
}

template <int bits>
RIGWRIGHT_INLINE uint64_t rotate_right(uint64_t x) {
  return x >> bits | x << (64 - bits);
}

RIGWRIGHT_INLINE void mix(uint64_t& a, uint64_t& b, uint64_t& c, uint64_t& d, uint64_t x,
                          uint64_t y) {
  a = a + b + x;
  d = rotate_right<32>(d ^ a);
  c = c + d;
  b = rotate_right<24>(b ^ c);
  a = a + b + y;
  d = rotate_right<16>(d ^ a);
  c = c + d;
  b = rotate_right<63>(b ^ c);
}

// The round is known to the compiler, which so keeps the words of the message where it wants them.
template <int round>
RIGWRIGHT_INLINE void add_round(uint64_t (&v)[16], const uint64_t (&m)[16]) {
  constexpr const uint8_t(&s)[16] = kOrder[round % 10];
  mix(v[0], v[4], v[8], v[12], m[s[0]], m[s[1]]);
  mix(v[1], v[5], v[9], v[13], m[s[2]], m[s[3]]);
  mix(v[2], v[6], v[10], v[14], m[s[4]], m[s[5]]);
  mix(v[3], v[7], v[11], v[15], m[s[6]], m[s[7]]);
  mix(v[0], v[5], v[10], v[15], m[s[8]], m[s[9]]);
  mix(v[1], v[6], v[11], v[12], m[s[10]], m[s[11]]);
  mix(v[2], v[7], v[8], v[13], m[s[12]], m[s[13]]);
  mix(v[3], v[4], v[9], v[14], m[s[14]], m[s[15]]);
}

// Adds the waiting block. No message here reaches 2^64 bytes, so the counter's upper half stays 0.
void compress(State& state, bool last) {
  uint64_t m[16];
  for (int i = 0; i < 16; i += 1) m[i] = load_little(state.block + 8 * i);
  uint64_t v[16];
  for (int i = 0; i < 8; i += 1) {
    v[i] = state.h[i];
    v[i + 8] = kInitial[i];
  }
  v[12] ^= state.compressed;
  if (last) v[14] = ~v[14];
  add_round<0>(v, m);
  add_round<1>(v, m);
  add_round<2>(v, m);
  add_round<3>(v, m);
  add_round<4>(v, m);
  add_round<5>(v, m);
  add_round<6>(v, m);
  add_round<7>(v, m);
  add_round<8>(v, m);
  add_round<9>(v, m);
  add_round<10>(v, m);
  add_round<11>(v, m);
  for (int i = 0; i < 8; i += 1) state.h[i] ^= v[i] ^ v[i + 8];
}

}  // namespace

void init(State& state, size_t output_bytes, const uint8_t* personal) {
  for (int i = 0; i < 8; i += 1) state.h[i] = kInitial[i];
  // The parameter block: length of the output, no key, one leaf and one level, personalisation.
  state.h[0] ^= 0x01010000 ^ output_bytes;
  if (personal != nullptr) {
    state.h[6] ^= load_little(personal);
    state.h[7] ^= load_little(personal + 8);
  }
  state.compressed = 0;
  state.filled = 0;
  state.output_bytes = output_bytes;
}

void update(State& state, const uint8_t* input, size_t length) {
  while (length > 0) {
    // A full block waits until there is more, for the last one is marked.
    if (state.filled == kBlockBytes) {
      state.compressed += kBlockBytes;
      compress(state, false);
      state.filled = 0;
    }
    const size_t room = kBlockBytes - state.filled;
    const size_t taken = length < room ? length : room;
    for (size_t i = 0; i < taken; i += 1) state.block[state.filled + i] = input[i];
    state.filled += taken;
    input += taken;
    length -= taken;
  }
}

void finish(State& state, uint8_t* output) {
  state.compressed += state.filled;
  for (size_t i = state.filled; i < kBlockBytes; i += 1) state.block[i] = 0;
  compress(state, true);
  uint8_t bytes[kMaxOutputBytes];
  for (int i = 0; i < 8; i += 1) store_little(bytes + 8 * i, state.h[i]);
  for (size_t i = 0; i < state.output_bytes; i += 1) output[i] = bytes[i];
}

void hash(const uint8_t* personal, const uint8_t* input, size_t length, uint8_t* output,
          size_t output_bytes) {
  State state;
  init(state, output_bytes, personal);
  update(state, input, length);
  finish(state, output);
}

}  // namespace kernels::blake2b
