// scrypt with the vectors every 64-bit x86 processor has.
#include "paths.hpp"

#ifdef RIGWRIGHT_X86

#include <emmintrin.h>

#include "lanes.hpp"

namespace kernels::scrypt {

namespace {

struct Word4 {
  __m128i v;
};

RIGWRIGHT_INLINE Word4 operator+(Word4 a, Word4 b) { return {_mm_add_epi32(a.v, b.v)}; }
RIGWRIGHT_INLINE Word4 operator^(Word4 a, Word4 b) { return {_mm_xor_si128(a.v, b.v)}; }

template <int bits>
RIGWRIGHT_INLINE Word4 rotate_left(Word4 a) {
  return {_mm_or_si128(_mm_slli_epi32(a.v, bits), _mm_srli_epi32(a.v, 32 - bits))};
}

template <int lanes>
RIGWRIGHT_INLINE Word4 turn_left(Word4 a) {
  // Two bits for each lane: which one it takes.
  constexpr int kFrom = lanes | (lanes + 1) % 4 << 2 | (lanes + 2) % 4 << 4 | (lanes + 3) % 4 << 6;
  return {_mm_shuffle_epi32(a.v, kFrom)};
}

RIGWRIGHT_INLINE uint32_t first_lane(Word4 a) {
  return static_cast<uint32_t>(_mm_cvtsi128_si32(a.v));
}

bool always() { return true; }

}  // namespace

const Kernel kSse2 = kernel_of<Word4>("scrypt/sse2", always);

}  // namespace kernels::scrypt

#endif
