// scrypt (RFC 7914) with N = 1024, r = 1 and p = 1, a header being both password and salt, over
// vectors of four words. A vector is a type with + ^, `rotate_left`, `turn_left` and `first_lane`.
#pragma once

#include "../kernel.hpp"
#include "pbkdf2.hpp"

namespace kernels::scrypt {

constexpr size_t kHeaderBytes = 80;
constexpr size_t kNonceOffset = 76;
constexpr uint32_t kBlocks = 1024;
constexpr size_t kBlockBytes = 128;
// The job's header, then the blocks that are gone through by chance.
constexpr size_t kBlocksOffset = 128;
constexpr size_t kWorkBytes = kBlocksOffset + kBlocks * kBlockBytes;

// Sixteen words in the order in which Salsa20 computes: as four diagonals of its square, so that
// each step is the same for four words.
template <class Word4>
struct Square {
  Word4 a, b, c, d;
};

template <class Word4>
struct Block {
  Square<Word4> low, high;
};

// Where the words of a square stand among those of its bytes.
constexpr uint8_t kDiagonals[16] = {0, 5, 10, 15, 4, 9, 14, 3, 8, 13, 2, 7, 12, 1, 6, 11};

template <class Word4>
RIGWRIGHT_INLINE Square<Word4> operator^(const Square<Word4>& x, const Square<Word4>& y) {
  return {x.a ^ y.a, x.b ^ y.b, x.c ^ y.c, x.d ^ y.d};
}

template <class Word4>
RIGWRIGHT_INLINE Square<Word4> salsa20_8(const Square<Word4>& before) {
  Word4 a = before.a, b = before.b, c = before.c, d = before.d;
  for (int round = 0; round < 8; round += 2) {
    b = b ^ rotate_left<7>(a + d);
    c = c ^ rotate_left<9>(b + a);
    d = d ^ rotate_left<13>(c + b);
    a = a ^ rotate_left<18>(d + c);
    // Columns become rows.
    b = turn_left<3>(b);
    c = turn_left<2>(c);
    d = turn_left<1>(d);
    d = d ^ rotate_left<7>(a + b);
    c = c ^ rotate_left<9>(d + a);
    b = b ^ rotate_left<13>(c + d);
    a = a ^ rotate_left<18>(b + c);
    b = turn_left<1>(b);
    c = turn_left<2>(c);
    d = turn_left<3>(d);
  }
  return {before.a + a, before.b + b, before.c + c, before.d + d};
}

template <class Word4>
RIGWRIGHT_INLINE void mix(Block<Word4>& x) {
  x.low = salsa20_8(x.low ^ x.high);
  x.high = salsa20_8(x.high ^ x.low);
}

template <class Word4>
void mix_through_memory(uint8_t* bytes, uint8_t* memory) {
  Block<Word4>* blocks = reinterpret_cast<Block<Word4>*>(memory);
  static_assert(sizeof(Block<Word4>) == kBlockBytes);
  // The bytes pass through the first block of the memory, as words in diagonal order.
  uint32_t* words = reinterpret_cast<uint32_t*>(memory);
  for (size_t i = 0; i < 32; i += 1) {
    const uint8_t* from = bytes + 4 * (i / 16 * 16 + kDiagonals[i % 16]);
    words[i] = uint32_t{from[0]} | uint32_t{from[1]} << 8 | uint32_t{from[2]} << 16 |
               uint32_t{from[3]} << 24;
  }
  Block<Word4> x = blocks[0];
  for (uint32_t i = 0; i < kBlocks; i += 1) {
    blocks[i] = x;
    mix(x);
  }
  for (uint32_t i = 0; i < kBlocks; i += 1) {
    const Block<Word4>& chosen = blocks[first_lane(x.high.a) % kBlocks];
    x.low = x.low ^ chosen.low;
    x.high = x.high ^ chosen.high;
    mix(x);
  }
  blocks[0] = x;
  for (size_t i = 0; i < 32; i += 1) {
    uint8_t* to = bytes + 4 * (i / 16 * 16 + kDiagonals[i % 16]);
    for (int j = 0; j < 4; j += 1) to[j] = static_cast<uint8_t>(words[i] >> (8 * j));
  }
}

template <class Word4>
void hash(Work work, const uint8_t* input, size_t length, uint8_t* output) {
  const Password password = password_of(input, length);
  uint8_t block[kBlockBytes];
  derive(password, input, length, block, kBlockBytes);
  mix_through_memory<Word4>(block, work + kBlocksOffset);
  derive(password, block, kBlockBytes, output, kHashBytes);
}

inline bool prepare(Work work, const uint8_t* header, HeaderRule) {
  for (size_t i = 0; i < kHeaderBytes; i += 1) work[i] = header[i];
  return true;
}

template <class Word4>
void check(Work work, const uint8_t* tail, uint8_t* output) {
  for (size_t i = kNonceOffset; i < kHeaderBytes; i += 1) work[i] = tail[i - kNonceOffset];
  hash<Word4>(work, work, kHeaderBytes, output);
}

template <class Word4>
uint64_t scan_one_by_one(Work work, const Scan& scan) {
  for (uint64_t done = 0; done < scan.count; done += 1) {
    const uint32_t nonce = static_cast<uint32_t>(scan.start + done);
    uint8_t tail[kHeaderBytes - kNonceOffset];
    for (int i = 0; i < 4; i += 1) tail[i] = static_cast<uint8_t>(nonce >> (8 * i));
    check<Word4>(work, tail, scan.hash);
    if (reaches(scan.hash, scan.target)) return nonce;
  }
  return kNoNonce;
}

template <class Word4>
constexpr Kernel kernel_of(const char* name, bool (*runs_here)()) {
  return {name,
          runs_here,
          kHeaderBytes,
          kHeaderBytes - kNonceOffset,
          kWorkBytes,
          hash<Word4>,
          prepare,
          check<Word4>,
          scan_one_by_one<Word4>,
          nullptr,
          0};
}

}  // namespace kernels::scrypt
