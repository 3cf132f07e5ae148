// The steps by themselves. All numbers in their inputs and outputs are little-endian; an input that
// is shorter than its fixed part, or whose parameters make no problem, gives zeros.
//
//   blake2b          16 bytes of personalisation ‖ 1 byte, length of the output, 1 to 64 ‖ message
//                    → the output ‖ zeros
//   equihash-r-leaf  u32 n ‖ u32 k ‖ u32 r ‖ u32 index ‖ input → the leaf, (n + 7) / 8 bytes ‖ 0s
//   siphash24        four u64 of the key ‖ u64 word → u64
//   beamhash3-key    4 bytes of extra nonce ‖ input → four u64
//   beamhash3-leaf   u32 index ‖ 4 bytes of extra nonce ‖ input
//                    → seven u64 of the leaf ‖ u64, its lowest word after the first level's mix
//   beam-unpack      u32 packed difficulty → the raw one, 32 bytes big-endian
//   sha256           message → hash
#include "../sha256d/lanes.hpp"
#include "beam-target.hpp"
#include "beamhash3.hpp"
#include "bits.hpp"
#include "leaves.hpp"

namespace kernels::equihash {

namespace {

void clear(uint8_t* output, size_t length) {
  for (size_t i = 0; i < length; i += 1) output[i] = 0;
}

void run_blake2b(const uint8_t* input, size_t length, uint8_t* output) {
  constexpr size_t kFixed = blake2b::kPersonalBytes + 1;
  clear(output, blake2b::kMaxOutputBytes);
  if (length < kFixed) return;
  const size_t output_bytes = input[blake2b::kPersonalBytes];
  if (output_bytes < 1 || output_bytes > blake2b::kMaxOutputBytes) return;
  blake2b::hash(input, input + kFixed, length - kFixed, output, output_bytes);
}

void run_equihash_r_leaf(const uint8_t* input, size_t length, uint8_t* output) {
  constexpr size_t kFixed = 16;
  clear(output, 64);
  if (length < kFixed) return;
  Problem problem = {};
  problem.scheme = Scheme::equihash_r;
  problem.n = load_little_32(input);
  problem.k = load_little_32(input + 4);
  problem.r = load_little_32(input + 8);
  problem.input = input + kFixed;
  problem.input_bytes = length - kFixed;
  Shape shape;
  const uint32_t index = load_little_32(input + 12);
  if (!shape_of(problem, shape) || index >= shape.index_limit) return;
  blake2b::State base;
  begin(problem, shape, base);
  Sum sum;
  sum_for(shape, base, index, sum);
  leaf_of(shape, sum, index % shape.leaves_per_hash, output);
}

void run_siphash24(const uint8_t* input, size_t, uint8_t* output) {
  SipKey key;
  for (int i = 0; i < 4; i += 1) key.words[i] = load_little_64(input + 8 * i);
  store_little_64(output, sip_hash(key, load_little_64(input + 32)));
}

SipKey key_of(const uint8_t* extra_and_input, size_t length) {
  Problem problem = {};
  problem.scheme = Scheme::beamhash3;
  problem.input = extra_and_input + kBeamHash3ExtraBytes;
  problem.input_bytes = length - kBeamHash3ExtraBytes;
  return beamhash3_key(problem, extra_and_input);
}

void run_beamhash3_key(const uint8_t* input, size_t length, uint8_t* output) {
  clear(output, 32);
  if (length < kBeamHash3ExtraBytes) return;
  const SipKey key = key_of(input, length);
  for (int i = 0; i < 4; i += 1) store_little_64(output + 8 * i, key.words[i]);
}

void run_beamhash3_leaf(const uint8_t* input, size_t length, uint8_t* output) {
  clear(output, 64);
  if (length < 4 + kBeamHash3ExtraBytes) return;
  const uint32_t index = load_little_32(input);
  uint64_t words[kBeamHash3Words];
  beamhash3_leaf(key_of(input + 4, length - 4), index, words);
  for (uint32_t i = 0; i < kBeamHash3Words; i += 1) store_little_64(output + 8 * i, words[i]);
  beamhash3_mix(words, 64 * kBeamHash3Words, &index, 1);
  store_little_64(output + 8 * kBeamHash3Words, words[0]);
}

void run_beam_unpack(const uint8_t* input, size_t, uint8_t* output) {
  clear(output, 32);
  beam_unpack(load_little_32(input), output);
}

void run_sha256(const uint8_t* input, size_t length, uint8_t* output) {
  sha256d::sha256<sha256d::compress_portable>(input, length, output);
}

}  // namespace

const Primitive kPrimitives[] = {
    {"blake2b", kAnyLength, 64, run_blake2b},
    {"equihash-r-leaf", kAnyLength, 64, run_equihash_r_leaf},
    {"siphash24", 40, 8, run_siphash24},
    {"beamhash3-key", kAnyLength, 32, run_beamhash3_key},
    {"beamhash3-leaf", kAnyLength, 64, run_beamhash3_leaf},
    {"beam-unpack", 4, 32, run_beam_unpack},
    {"sha256", kAnyLength, 32, run_sha256},
};

const size_t kPrimitiveCount = sizeof(kPrimitives) / sizeof(kPrimitives[0]);

}  // namespace kernels::equihash
