// BeamHash III: leaves of 448 bits from SipHash-2-4, and before each level a mix of each branch
// with its own indices, so that a solver cannot forget them.
#pragma once

#include "equihash.hpp"

namespace kernels::equihash {

constexpr size_t kBeamHash3SolutionBytes = 104;
constexpr size_t kBeamHash3ExtraBytes = 4;  // the end of a solution, which goes into the key
constexpr uint32_t kBeamHash3Words = 7;

struct SipKey {
  uint64_t words[4];
};

// SipHash-2-4 of one word with a state of the caller's, without the constants and the length block.
uint64_t sip_hash(const SipKey& key, uint64_t word);

// `extra` is 4 bytes.
SipKey beamhash3_key(const Problem& problem, const uint8_t* extra);

// A leaf, its lowest word first.
void beamhash3_leaf(const SipKey& key, uint32_t index, uint64_t* words);

// Mixes a branch of `count` leaves, of which `bits` bits are left, with its indices.
void beamhash3_mix(uint64_t* words, uint32_t bits, const uint32_t* indices, uint32_t count);

Verdict verify_beamhash3(const Problem& problem, const uint8_t* solution, size_t length,
                         void* memory);

}  // namespace kernels::equihash
