// The header of a Verus block: which version of the hash it asks for, and which of its fields do
// not count because other chains are mined with it.
#pragma once

#include "inner-hash.hpp"

namespace kernels::verushash {

constexpr size_t kHeaderBytes = 1487;
constexpr size_t kTailBytes = 15;
constexpr size_t kTailOffset = kHeaderBytes - kTailBytes;

// The sponge takes pieces of 32 bytes; every field that may be cleared lies in the first seven.
constexpr size_t kPieceBytes = 32;
constexpr size_t kClearableBytes = 7 * kPieceBytes;

// What a header says about its own hashing.
enum class HeaderHash : uint32_t {
  sha256d,  // the genesis block
  verus,
};

struct HeaderFacts {
  HeaderHash hash;
  Version version;
  bool is_refused;  // by the rule of pools: the proof of the other chains is missing
  bool is_cleared;  // the fields that do not count become zero before hashing
};

// Reads any bytes; those too short for a field count as zeros there.
HeaderFacts read_header(const uint8_t* header, size_t length, HeaderRule rule);

// Writes the first `kClearableBytes` of a header without the fields that do not count.
void clear_fields(uint8_t* output, const uint8_t* header);

// BLAKE2b-256 of the 196 bytes that a header of another chain commits to.
void hash_pre_header(const uint8_t* pre_header, uint8_t* output);

}  // namespace kernels::verushash
