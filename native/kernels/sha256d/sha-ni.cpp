// SHA-256d with the SHA instructions of x86 processors (Intel since Ice Lake, AMD since Zen). Two
// headers at a time: an instruction waits for the one before it in its own header, so the other
// header's fills the gap.
#include "paths.hpp"

#ifdef RIGWRIGHT_X86

#include <immintrin.h>
#if defined(_MSC_VER)
#include <intrin.h>
#else
#include <cpuid.h>
#endif

#include "sha256.hpp"

// The instructions are allowed in these functions alone: the rest of the addon runs anywhere.
#if defined(_MSC_VER) && !defined(__clang__)
#define TARGET_SHA
#else
#define TARGET_SHA __attribute__((target("sha,sse4.1,ssse3")))
#endif

namespace kernels::sha256d {

namespace {

// The state as the instructions want it: two vectors of four words, the first word highest.
struct Halves {
  __m128i abef, cdgh;
};

TARGET_SHA RIGWRIGHT_INLINE Halves halves_of(const uint32_t* state) {
  const __m128i dcba = _mm_loadu_si128(reinterpret_cast<const __m128i*>(state));
  const __m128i hgfe = _mm_loadu_si128(reinterpret_cast<const __m128i*>(state + 4));
  const __m128i cdab = _mm_shuffle_epi32(dcba, 0xb1);
  const __m128i efgh = _mm_shuffle_epi32(hgfe, 0x1b);
  return {_mm_alignr_epi8(cdab, efgh, 8), _mm_blend_epi16(efgh, cdab, 0xf0)};
}

// The state in order again, as two vectors of four words.
struct Words {
  __m128i dcba, hgfe;
};

TARGET_SHA RIGWRIGHT_INLINE Words words_of(Halves s) {
  const __m128i feba = _mm_shuffle_epi32(s.abef, 0x1b);
  const __m128i dchg = _mm_shuffle_epi32(s.cdgh, 0xb1);
  return {_mm_blend_epi16(feba, dchg, 0xf0), _mm_alignr_epi8(dchg, feba, 8)};
}

// Four rounds, beginning at round 4 * group.
TARGET_SHA RIGWRIGHT_INLINE void add_4_rounds(Halves& s, __m128i w, int group) {
  const __m128i k = _mm_load_si128(reinterpret_cast<const __m128i*>(kRound) + group);
  const __m128i kw = _mm_add_epi32(w, k);
  s.cdgh = _mm_sha256rnds2_epu32(s.cdgh, s.abef, kw);
  s.abef = _mm_sha256rnds2_epu32(s.abef, s.cdgh, _mm_shuffle_epi32(kw, 0x0e));
}

// The next four words of the message schedule, from the last sixteen.
TARGET_SHA RIGWRIGHT_INLINE __m128i next_words(__m128i w0, __m128i w1, __m128i w2, __m128i w3) {
  const __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(w0, w1), _mm_alignr_epi8(w3, w2, 4));
  return _mm_sha256msg2_epu32(sum, w3);
}

// All 64 rounds over `count` headers side by side; their 16 words are used up.
template <int count>
TARGET_SHA RIGWRIGHT_INLINE void add_64_rounds(Halves (&s)[count], __m128i (&w)[count][4]) {
  for (int group = 0; group < 16; group += 4) {
    for (int i = 0; i < count; i += 1) add_4_rounds(s[i], w[i][0], group);
    for (int i = 0; i < count; i += 1) add_4_rounds(s[i], w[i][1], group + 1);
    for (int i = 0; i < count; i += 1) add_4_rounds(s[i], w[i][2], group + 2);
    for (int i = 0; i < count; i += 1) add_4_rounds(s[i], w[i][3], group + 3);
    if (group == 12) break;
    for (int i = 0; i < count; i += 1) w[i][0] = next_words(w[i][0], w[i][1], w[i][2], w[i][3]);
    for (int i = 0; i < count; i += 1) w[i][1] = next_words(w[i][1], w[i][2], w[i][3], w[i][0]);
    for (int i = 0; i < count; i += 1) w[i][2] = next_words(w[i][2], w[i][3], w[i][0], w[i][1]);
    for (int i = 0; i < count; i += 1) w[i][3] = next_words(w[i][3], w[i][0], w[i][1], w[i][2]);
  }
}

TARGET_SHA RIGWRIGHT_INLINE Halves sum_of(Halves a, Halves b) {
  return {_mm_add_epi32(a.abef, b.abef), _mm_add_epi32(a.cdgh, b.cdgh)};
}

TARGET_SHA void compress_sha_ni(uint32_t* state, const uint8_t* block) {
  const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i w[1][4];
  for (int i = 0; i < 4; i += 1) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block) + i);
    w[0][i] = _mm_shuffle_epi8(bytes, swap);
  }
  const Halves before = halves_of(state);
  Halves s[1] = {before};
  add_64_rounds(s, w);
  const Words after = words_of(sum_of(before, s[0]));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(state), after.dcba);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(state + 4), after.hgfe);
}

constexpr int kSideBySide = 2;

TARGET_SHA uint64_t scan_pairs(Work header, const Scan& scan) {
  alignas(16) uint32_t words[8];
  for (int i = 0; i < 8; i += 1) words[i] = kInitial[i];
  compress_sha_ni(words, header);
  const Halves middle = halves_of(words);
  const Halves initial = halves_of(kInitial);
  const __m128i tail = _mm_set_epi32(0, static_cast<int>(load_big(header + 72)),
                                     static_cast<int>(load_big(header + 68)),
                                     static_cast<int>(load_big(header + 64)));
  const __m128i marker = _mm_set_epi32(0, 0, 0, static_cast<int>(kEndMarker));
  const __m128i header_end = _mm_set_epi32(kHeaderBits, 0, 0, 0);
  const __m128i hash_end = _mm_set_epi32(kHashBits, 0, 0, 0);
  const uint32_t limit = top_word(scan.target);

  for (uint64_t done = 0; done < scan.count; done += kSideBySide) {
    const uint32_t nonce = static_cast<uint32_t>(scan.start + done);
    Halves s[kSideBySide];
    __m128i w[kSideBySide][4];
    for (int i = 0; i < kSideBySide; i += 1) {
      s[i] = middle;
      w[i][0] = _mm_insert_epi32(tail, static_cast<int>(swap_bytes(nonce + i)), 3);
      w[i][1] = marker;
      w[i][2] = _mm_setzero_si128();
      w[i][3] = header_end;
    }
    add_64_rounds(s, w);
    for (int i = 0; i < kSideBySide; i += 1) {
      const Words first = words_of(sum_of(middle, s[i]));
      s[i] = initial;
      w[i][0] = first.dcba;
      w[i][1] = first.hgfe;
      w[i][2] = marker;
      w[i][3] = hash_end;
    }
    add_64_rounds(s, w);
    for (int i = 0; i < kSideBySide; i += 1) {
      // The last word is the lowest of cdgh; so the compiler leaves out the last two rounds.
      const uint32_t last = static_cast<uint32_t>(_mm_cvtsi128_si32(s[i].cdgh)) + kInitial[7];
      if (swap_bytes(last) > limit || done + i >= scan.count) continue;
      if (is_found<compress_sha_ni>(header, nonce + i, scan)) return nonce + i;
    }
  }
  return kNoNonce;
}

bool ask_processor() {
  // Leaf 1: SSSE3 is bit 9 and SSE4.1 bit 19 of ecx; leaf 7: the SHA instructions are bit 29 of ebx.
#if defined(_MSC_VER)
  int leaf_0[4], leaf_1[4], leaf_7[4];
  __cpuid(leaf_0, 0);
  if (leaf_0[0] < 7) return false;
  __cpuid(leaf_1, 1);
  __cpuidex(leaf_7, 7, 0);
  const unsigned ecx_1 = static_cast<unsigned>(leaf_1[2]);
  const unsigned ebx_7 = static_cast<unsigned>(leaf_7[1]);
#else
  unsigned eax, ebx_7, ecx_1, ecx, edx, ebx;
  if (!__get_cpuid(1, &eax, &ebx, &ecx_1, &edx)) return false;
  if (!__get_cpuid_count(7, 0, &eax, &ebx_7, &ecx, &edx)) return false;
#endif
  return (ecx_1 >> 9 & 1) && (ecx_1 >> 19 & 1) && (ebx_7 >> 29 & 1);
}

// Asked once, as the addon is loaded: a virtual machine takes microseconds for each question.
const bool kHasShaNi = ask_processor();

bool has_sha_ni() { return kHasShaNi; }

}  // namespace

const Kernel kShaNi = kernel_of<compress_sha_ni>("sha256d/sha-ni", has_sha_ni, scan_pairs);

}  // namespace kernels::sha256d

#endif
