// VerusHash with the instructions for AES rounds and carry-less products that x86 processors have
// had since about 2011.
#include "paths.hpp"

#ifdef RIGWRIGHT_X86

#include <immintrin.h>
#if defined(_MSC_VER)
#include <intrin.h>
#else
#include <cpuid.h>
#endif

// Everything below is compiled for such a processor. All of it is made for this file's own type, so
// that none of it can take the place of another path's code.
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("aes,pclmul,sse4.1,avx"))), apply_to = function)
#elif defined(__GNUC__)
#pragma GCC push_options
#pragma GCC target("aes,pclmul,sse4.1,avx")
#endif

#include "primitives.hpp"

namespace kernels::verushash {

namespace {

struct AesNi {
  using Block = __m128i;
  // Their keys take 217 KiB, which the second cache of most processors holds.
  static constexpr size_t kLanes = 24;

  static RIGWRIGHT_INLINE Block load(const uint8_t* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  }
  static RIGWRIGHT_INLINE void store(uint8_t* to, Block a) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), a);
  }
  static RIGWRIGHT_INLINE Block bit_xor(Block a, Block b) { return _mm_xor_si128(a, b); }
  static RIGWRIGHT_INLINE Block aes_round(Block state, Block key) {
    return _mm_aesenc_si128(state, key);
  }
  static RIGWRIGHT_INLINE Block low_lanes(Block a, Block b) { return _mm_unpacklo_epi32(a, b); }
  static RIGWRIGHT_INLINE Block high_lanes(Block a, Block b) { return _mm_unpackhi_epi32(a, b); }
  static RIGWRIGHT_INLINE Block from_u64(uint64_t low) {
    return _mm_cvtsi64_si128(static_cast<int64_t>(low));
  }
  static RIGWRIGHT_INLINE uint64_t low_u64(Block a) {
    return static_cast<uint64_t>(_mm_cvtsi128_si64(a));
  }
  static RIGWRIGHT_INLINE uint64_t high_u64(Block a) {
    return static_cast<uint64_t>(_mm_extract_epi64(a, 1));
  }
  static RIGWRIGHT_INLINE Block carryless_product(Block a) {
    return _mm_clmulepi64_si128(a, a, 0x10);
  }
  static RIGWRIGHT_INLINE Block rounded_product(Block a, Block b) {
    return _mm_mulhrs_epi16(a, b);
  }
  static RIGWRIGHT_INLINE Block select(bool condition, Block a, Block b) {
    const Block mask = _mm_set1_epi64x(-static_cast<int64_t>(condition));
    return _mm_blendv_epi8(b, a, mask);
  }
};

bool ask_processor() {
  // Leaf 1, ecx: PCLMULQDQ 1, SSSE3 9, SSE4.1 19, AES 25, OSXSAVE 27, AVX 28; xcr0 says whether the
  // system keeps the registers of AVX.
  constexpr unsigned kNeeded = 1u << 1 | 1u << 9 | 1u << 19 | 1u << 25 | 1u << 27 | 1u << 28;
#if defined(_MSC_VER)
  int leaf_1[4];
  __cpuid(leaf_1, 1);
  const unsigned ecx = static_cast<unsigned>(leaf_1[2]);
#else
  unsigned eax, ebx, ecx, edx;
  if (!__get_cpuid(1, &eax, &ebx, &ecx, &edx)) return false;
#endif
  if ((ecx & kNeeded) != kNeeded) return false;
#if defined(_MSC_VER)
  const uint64_t kept = _xgetbv(0);
#else
  uint32_t low, high;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  const uint64_t kept = low;
#endif
  return (kept & 6) == 6;
}

const bool kHasAesNi = ask_processor();

bool has_aes_ni() { return kHasAesNi; }

}  // namespace

const Kernel kAesNi = kernel_of<AesNi>("verushash/aes-ni", has_aes_ni);

}  // namespace kernels::verushash

#if defined(__clang__)
#pragma clang attribute pop
#elif defined(__GNUC__)
#pragma GCC pop_options
#endif

#endif
