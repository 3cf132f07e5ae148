// What the parameters of Equihash come to, and its leaves: the strings of n bits among which
// collisions are sought.
#pragma once

#include "../blake2b/blake2b.hpp"
#include "equihash.hpp"

namespace kernels::equihash {

constexpr uint32_t kMaxLevels = 9;
constexpr uint32_t kMaxIndices = 1 << kMaxLevels;
constexpr uint32_t kMaxDigits = kMaxLevels + 1;
constexpr uint32_t kMaxLeafBytes = 38;  // of n = 300

struct Shape {
  uint32_t n, k;
  uint32_t digit_bits;   // a leaf is k + 1 digits, of which each level makes one vanish
  uint32_t index_bits;   // one more than a digit has
  uint32_t index_limit;  // above every index
  uint32_t zeroed_bits;  // at the beginning of each leaf
  uint32_t leaf_bytes;
  uint32_t leaves_per_hash;
  bool summed;  // Beam's change

  uint32_t index_count() const { return uint32_t{1} << k; }
  uint32_t digits() const { return k + 1; }
  size_t solution_bytes() const { return size_t{index_bits} << k >> 3; }
};

// False: there is no such problem. Not for BeamHash III.
bool shape_of(const Problem& problem, Shape& shape);

// The personalisation: the problem's own 8 bytes, or else the scheme's, then n and k.
void write_personal(const Problem& problem, uint32_t n, uint32_t k, uint8_t* personal);

// BLAKE2b after the input; every hash goes on from here.
void begin(const Problem& problem, const Shape& shape, blake2b::State& base);

// A hash, as the words in which Beam adds them up. Its leaves stand in it one after the other.
struct Sum {
  uint32_t words[blake2b::kMaxOutputBytes / 4];
};

void add_hash(const blake2b::State& base, uint32_t number, Sum& sum);

// The first of the hashes that are summed up to the one with this number.
RIGWRIGHT_INLINE uint32_t first_of_sum(const Shape& shape, uint32_t number) {
  return shape.summed ? number & ~uint32_t{15} : number;
}

// The leaf at this place within its hash, with the bits cleared that do not belong to it.
void leaf_of(const Shape& shape, const Sum& sum, uint32_t place, uint8_t* leaf);
// The same, as digits.
void digits_of(const Shape& shape, const Sum& sum, uint32_t place, uint32_t* digits);

// Sum for one leaf alone.
void sum_for(const Shape& shape, const blake2b::State& base, uint32_t index, Sum& sum);

}  // namespace kernels::equihash
