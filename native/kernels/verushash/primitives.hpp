// The steps of VerusHash on one CPU path, to be compared with known answers. All numbers are
// little-endian, and each input is the row of what is named.
#pragma once

#include "hasher.hpp"

namespace kernels::verushash {

template <class Ops, Version version>
void inner_hash_alone(const uint8_t* input, size_t, uint8_t* output) {
  Lane<Ops> lane;
  make_key<Ops>(lane.key, input + 64);
  const uint64_t sum = Hasher<Ops>::template inner_hash<version>(lane, load_quad<Ops>(input));
  for (int i = 0; i < 8; i += 1) output[i] = static_cast<uint8_t>(sum >> 8 * i);
}

template <class Ops, Version version>
void hash_plainly(const uint8_t* input, size_t length, uint8_t* output) {
  Job<Ops> job;
  const size_t rest = length % kPieceBytes;
  Hasher<Ops>::begin(job, version, input, length, nullptr);
  Hasher<Ops>::finish(job, input + length - rest, rest, output);
}

template <class Ops>
struct Primitives {
  static constexpr size_t kKeyBytes = kKeyBlocks * 16;

  static constexpr Primitive kAll[] = {
      {"haraka256", 32, 32,
       [](const uint8_t* input, size_t, uint8_t* output) {
         const auto digest = haraka_256<Ops>({Ops::load(input), Ops::load(input + 16)});
         Ops::store(output, digest.a);
         Ops::store(output + 16, digest.b);
       }},
      {"haraka512", 64, 32,
       [](const uint8_t* input, size_t, uint8_t* output) {
         const auto keys = PiKeys::at<Ops>;
         store_digest<Ops>(output, haraka_512<Ops>(load_quad<Ops>(input), keys));
       }},
      {"haraka512-zero", 64, 32,
       [](const uint8_t* input, size_t, uint8_t* output) {
         const auto keys = [](int) { return Ops::from_u64(0); };
         store_digest<Ops>(output, haraka_512<Ops>(load_quad<Ops>(input), keys));
       }},
      // input, 40 round keys
      {"haraka512-keyed", 64 + 640, 32,
       [](const uint8_t* input, size_t, uint8_t* output) {
         const auto keys = [input](int i) { return Ops::load(input + 64 + 16 * i); };
         store_digest<Ops>(output, haraka_512<Ops>(load_quad<Ops>(input), keys));
       }},
      // input, seed of the key
      {"verusclhash-2.0", 64 + 32, 8, inner_hash_alone<Ops, Version::v2_0>},
      {"verusclhash-2.1", 64 + 32, 8, inner_hash_alone<Ops, Version::v2_1>},
      {"verusclhash-2.2", 64 + 32, 8, inner_hash_alone<Ops, Version::v2_2>},
      {"verushash-key", 32, kKeyBytes,
       [](const uint8_t* input, size_t, uint8_t* output) {
         Key<Ops> key;
         make_key<Ops>(key, input);
         for (int i = 0; i < kKeyBlocks; i += 1) Ops::store(output + 16 * i, key.blocks[i]);
       }},
      {"verushash-v1", kAnyLength, 32, hash_plainly<Ops, Version::v1>},
      {"verushash-v2", kAnyLength, 32, hash_plainly<Ops, Version::v2>},
      {"verushash-v2b", kAnyLength, 32, hash_plainly<Ops, Version::v2_0>},
      {"verushash-v2b1", kAnyLength, 32, hash_plainly<Ops, Version::v2_1>},
      {"verushash-v2b2", kAnyLength, 32, hash_plainly<Ops, Version::v2_2>},
      {"preheader-blake2b", 196, 32,
       [](const uint8_t* input, size_t, uint8_t* output) { hash_pre_header(input, output); }},
      // two signed 16-bit numbers
      {"mulhrs16", 4, 2,
       [](const uint8_t* input, size_t, uint8_t* output) {
         uint8_t lanes[3][16] = {};
         for (int i = 0; i < 16; i += 1) {
           lanes[0][i] = input[i % 2];
           lanes[1][i] = input[2 + i % 2];
         }
         Ops::store(lanes[2], Ops::rounded_product(Ops::load(lanes[0]), Ops::load(lanes[1])));
         output[0] = lanes[2][0];
         output[1] = lanes[2][1];
       }},
      // two 64-bit numbers
      {"clmul64", 16, 16,
       [](const uint8_t* input, size_t, uint8_t* output) {
         Ops::store(output, Ops::carryless_product(Ops::load(input)));
       }},
      // 64-bit dividend, 32-bit divisor that is not -1, 0 or 1
      {"smod", 12, 4,
       [](const uint8_t* input, size_t, uint8_t* output) {
         uint64_t dividend = 0;
         uint32_t divisor = 0;
         for (int i = 0; i < 8; i += 1) dividend |= uint64_t{input[i]} << 8 * i;
         for (int i = 0; i < 4; i += 1) divisor |= uint32_t{input[8 + i]} << 8 * i;
         // These three never come up in a hash, and processors stop at one of them.
         const bool is_possible = divisor > 1 && divisor != UINT32_MAX;
         const uint32_t rest = is_possible ? signed_remainder(dividend, divisor) : 0;
         for (int i = 0; i < 4; i += 1) output[i] = static_cast<uint8_t>(rest >> 8 * i);
       }},
  };
};

template <class Ops>
constexpr Kernel kernel_of(const char* name, bool (*runs_here)()) {
  return {name,
          runs_here,
          kHeaderBytes,
          kTailBytes,
          sizeof(Job<Ops>),
          Path<Ops>::hash,
          Path<Ops>::prepare,
          Path<Ops>::check,
          Path<Ops>::scan,
          Primitives<Ops>::kAll,
          sizeof(Primitives<Ops>::kAll) / sizeof(Primitive)};
}

}  // namespace kernels::verushash
