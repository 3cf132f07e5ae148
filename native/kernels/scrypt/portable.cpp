// scrypt in plain C++: a vector is four words by themselves, on any processor.
#include "lanes.hpp"
#include "paths.hpp"

namespace kernels::scrypt {

namespace {

struct Word4 {
  uint32_t x, y, z, w;
};

RIGWRIGHT_INLINE Word4 operator+(Word4 a, Word4 b) {
  return {a.x + b.x, a.y + b.y, a.z + b.z, a.w + b.w};
}

RIGWRIGHT_INLINE Word4 operator^(Word4 a, Word4 b) {
  return {a.x ^ b.x, a.y ^ b.y, a.z ^ b.z, a.w ^ b.w};
}

template <int bits>
RIGWRIGHT_INLINE uint32_t rotate(uint32_t x) {
  return x << bits | x >> (32 - bits);
}

template <int bits>
RIGWRIGHT_INLINE Word4 rotate_left(Word4 a) {
  return {rotate<bits>(a.x), rotate<bits>(a.y), rotate<bits>(a.z), rotate<bits>(a.w)};
}

template <int lanes>
RIGWRIGHT_INLINE Word4 turn_left(Word4 a) {
  if constexpr (lanes == 1) return {a.y, a.z, a.w, a.x};
  if constexpr (lanes == 2) return {a.z, a.w, a.x, a.y};
  return {a.w, a.x, a.y, a.z};
}

RIGWRIGHT_INLINE uint32_t first_lane(Word4 a) { return a.x; }

bool always() { return true; }

}  // namespace

const Kernel kPortable = kernel_of<Word4>("scrypt/portable", always);

}  // namespace kernels::scrypt
