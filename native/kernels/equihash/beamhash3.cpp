#include "beamhash3.hpp"

#include "bits.hpp"
#include "leaves.hpp"

namespace kernels::equihash {

namespace {

constexpr uint32_t kLevels = 5;
constexpr uint32_t kIndices = 1 << kLevels;
constexpr uint32_t kIndexBits = 25;
constexpr uint32_t kLeafBits = 64 * kBeamHash3Words;
constexpr uint32_t kDigitBits = 24;
constexpr uint32_t kMixedWords = 8;

struct Work3 {
  uint32_t indices[kIndices];
  uint64_t words[kIndices * kBeamHash3Words];
};
static_assert(sizeof(Work3) <= kVerifyWorkBytes);

RIGWRIGHT_INLINE uint64_t rotate_left(uint64_t x, uint32_t bits) {
  return x << (bits & 63) | x >> ((64 - bits) & 63);
}

RIGWRIGHT_INLINE void sip_round(uint64_t (&v)[4]) {
  v[0] += v[1];
  v[2] += v[3];
  v[1] = rotate_left(v[1], 13) ^ v[0];
  v[3] = rotate_left(v[3], 16) ^ v[2];
  v[0] = rotate_left(v[0], 32);
  v[2] += v[1];
  v[0] += v[3];
  v[1] = rotate_left(v[1], 17) ^ v[2];
  v[3] = rotate_left(v[3], 21) ^ v[0];
  v[2] = rotate_left(v[2], 32);
}

// Bits of a branch at this level: a digit less each time, and from the last level on a word less.
constexpr uint32_t bits_left(uint32_t level) {
  return kLeafBits - kDigitBits * level - (level + 1 >= kLevels ? 64 : 0);
}

// The join takes a digit off, and all that is above the bits of the next level.
void join(uint64_t* left, const uint64_t* right, uint32_t bits) {
  uint64_t x[kBeamHash3Words + 1];
  for (uint32_t i = 0; i < kBeamHash3Words; i += 1) x[i] = left[i] ^ right[i];
  x[kBeamHash3Words] = 0;
  for (uint32_t i = 0; i < kBeamHash3Words; i += 1) {
    const uint64_t word = x[i] >> kDigitBits | x[i + 1] << (64 - kDigitBits);
    const uint32_t below = 64 * i;
    if (bits >= below + 64) {
      left[i] = word;
    } else {
      left[i] = bits > below ? word & ((uint64_t{1} << (bits - below)) - 1) : 0;
    }
  }
}

Verdict verify_tree(Work3& work) {
  for (uint32_t level = 0; level < kLevels; level += 1) {
    const uint32_t width = uint32_t{1} << level;
    for (uint32_t at = 0; at < kIndices; at += width) {
      // A branch has its words where its first leaf had them.
      uint64_t* words = work.words + at * kBeamHash3Words;
      beamhash3_mix(words, bits_left(level), work.indices + at, width);
    }
    const uint32_t bits = level + 1 < kLevels ? bits_left(level + 1) : kDigitBits;
    for (uint32_t at = 0; at < kIndices; at += 2 * width) {
      const uint32_t* left_indices = work.indices + at;
      const uint32_t* right_indices = left_indices + width;
      uint64_t* left = work.words + at * kBeamHash3Words;
      const uint64_t* right = left + width * kBeamHash3Words;
      if ((left[0] ^ right[0]) << (64 - kDigitBits) != 0) return Verdict::collision;
      if (right_indices[0] < left_indices[0]) return Verdict::order;
      if (share_an_index(left_indices, right_indices, width)) return Verdict::distinct;
      join(left, right, bits);
    }
  }
  uint64_t rest = 0;
  for (uint32_t i = 0; i < kBeamHash3Words; i += 1) rest |= work.words[i];
  return rest == 0 ? Verdict::valid : Verdict::collision;
}

}  // namespace

uint64_t sip_hash(const SipKey& key, uint64_t word) {
  uint64_t v[4] = {key.words[0], key.words[1], key.words[2], key.words[3]};
  v[3] ^= word;
  for (int i = 0; i < 2; i += 1) sip_round(v);
  v[0] ^= word;
  v[2] ^= 0xff;
  for (int i = 0; i < 4; i += 1) sip_round(v);
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}

SipKey beamhash3_key(const Problem& problem, const uint8_t* extra) {
  SipKey key;
  uint8_t personal[blake2b::kPersonalBytes];
  write_personal(problem, kLeafBits, kLevels, personal);
  uint8_t digest[sizeof(key.words)];
  blake2b::State state;
  blake2b::init(state, sizeof(digest), personal);
  blake2b::update(state, problem.input, problem.input_bytes);
  blake2b::update(state, extra, kBeamHash3ExtraBytes);
  blake2b::finish(state, digest);
  for (int i = 0; i < 4; i += 1) key.words[i] = load_little_64(digest + 8 * i);
  return key;
}

void beamhash3_leaf(const SipKey& key, uint32_t index, uint64_t* words) {
  for (uint32_t i = 0; i < kBeamHash3Words; i += 1) words[i] = sip_hash(key, index * 8 + i);
}

void beamhash3_mix(uint64_t* words, uint32_t bits, const uint32_t* indices, uint32_t count) {
  uint64_t mixed[kMixedWords] = {};
  for (uint32_t i = 0; i < kBeamHash3Words; i += 1) mixed[i] = words[i];
  // The indices follow the bits that are left, as many as there are or as begin below bit 512.
  for (uint32_t i = 0; i < count; i += 1) {
    const uint32_t at = bits + kIndexBits * i;
    if (at >= 64 * kMixedWords) break;
    const uint64_t index = indices[i];
    mixed[at / 64] |= index << at % 64;
    if (at % 64 + kIndexBits > 64 && at / 64 + 1 < kMixedWords) {
      mixed[at / 64 + 1] |= index >> (64 - at % 64);
    }
  }
  uint64_t sum = 0;
  for (uint32_t i = 0; i < kMixedWords; i += 1) sum += rotate_left(mixed[i], 29 * (i + 1));
  words[0] = rotate_left(sum, 24);
}

Verdict verify_beamhash3(const Problem& problem, const uint8_t* solution, size_t length,
                         void* memory) {
  if (length != kBeamHash3SolutionBytes) return Verdict::length;
  Work3& work = *static_cast<Work3*>(memory);
  const uint8_t* extra = solution + kBeamHash3SolutionBytes - kBeamHash3ExtraBytes;
  const SipKey key = beamhash3_key(problem, extra);
  for (uint32_t i = 0; i < kIndices; i += 1) {
    work.indices[i] = bits_little(solution, size_t{i} * kIndexBits, kIndexBits);
    beamhash3_leaf(key, work.indices[i], work.words + i * kBeamHash3Words);
  }
  return verify_tree(work);
}

}  // namespace kernels::equihash
