// SHA-256d with the vectors every 64-bit x86 processor has: four headers at a time, for those
// without SHA instructions (Intel's desktops up to 2020).
#include "paths.hpp"

#ifdef RIGWRIGHT_X86

#include <emmintrin.h>

#include "lanes.hpp"

namespace kernels::sha256d {

namespace {

struct Word4 {
  __m128i v;
};

RIGWRIGHT_INLINE Word4 operator+(Word4 a, Word4 b) { return {_mm_add_epi32(a.v, b.v)}; }
RIGWRIGHT_INLINE Word4 operator^(Word4 a, Word4 b) { return {_mm_xor_si128(a.v, b.v)}; }
RIGWRIGHT_INLINE Word4 operator&(Word4 a, Word4 b) { return {_mm_and_si128(a.v, b.v)}; }
RIGWRIGHT_INLINE Word4 operator>>(Word4 a, int bits) { return {_mm_srli_epi32(a.v, bits)}; }

template <int bits>
RIGWRIGHT_INLINE Word4 rotate_right(Word4 a) {
  return {_mm_or_si128(_mm_srli_epi32(a.v, bits), _mm_slli_epi32(a.v, 32 - bits))};
}

RIGWRIGHT_INLINE Word4 swap_bytes(Word4 a) {
  // First the two bytes of each half word, then the half words of each word.
  const __m128i bytes = _mm_or_si128(_mm_slli_epi16(a.v, 8), _mm_srli_epi16(a.v, 8));
  return {_mm_shufflehi_epi16(_mm_shufflelo_epi16(bytes, 0xb1), 0xb1)};
}

RIGWRIGHT_INLINE bool any_at_most(Word4 a, Word4 limit) {
  // SSE2 compares signed numbers only; with the highest bit flipped the order is the same.
  const __m128i sign = _mm_set1_epi32(INT32_MIN);
  const __m128i above = _mm_cmpgt_epi32(_mm_xor_si128(a.v, sign), _mm_xor_si128(limit.v, sign));
  return _mm_movemask_epi8(above) != 0xffff;
}

}  // namespace

template <>
RIGWRIGHT_INLINE Word4 spread<Word4>(uint32_t x) {
  return {_mm_set1_epi32(static_cast<int>(x))};
}

namespace {

bool always() { return true; }

uint64_t scan_four_by_four(Work header, const Scan& scan) {
  return scan_lanes<Word4, 4, compress_portable>(header, scan, {_mm_set_epi32(3, 2, 1, 0)});
}

}  // namespace

const Kernel kSse2 = kernel_of<compress_portable>("sha256d/sse2", always, scan_four_by_four);

}  // namespace kernels::sha256d

#endif
