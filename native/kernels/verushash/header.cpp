#include "header.hpp"

#include "../blake2b/blake2b.hpp"

namespace kernels::verushash {

namespace {

constexpr size_t kPreHeaderBytes = 196;
constexpr uint8_t kPersonal[blake2b::kPersonalBytes] = {'V', 'e', 'r', 'u', 's', 'D', 'e', 'f',
                                                        'a', 'u', 'l', 't', 'H', 'a', 's', 'h'};

// Where the fields lie, and what in the solution comes after its length.
constexpr size_t kPreviousHash = 4;
constexpr size_t kPreviousHashEnd = 36;
constexpr size_t kTime = 100;
constexpr size_t kBits = 104;
constexpr size_t kNonce = 108;
constexpr size_t kSolutionLength = 140;
constexpr size_t kSolution = 143;
constexpr size_t kDescriptor = kSolution + 4;
constexpr size_t kChainCount = kDescriptor + 1;
constexpr size_t kRoots = kSolution + 8;
constexpr size_t kRootsEnd = kRoots + 64;
constexpr size_t kChains = kRootsEnd;
constexpr size_t kChainIdBytes = 20;
constexpr size_t kChainBytes = kChainIdBytes + kHashBytes;

constexpr uint32_t kVerus2 = 0x00010004;
constexpr uint32_t kFirstVersion2_1 = 3;
constexpr uint32_t kFirstVersion2_2 = 4;
constexpr uint32_t kFirstCleared = 5;
constexpr uint32_t kFirstClearedByPools = 7;

struct Bytes {
  const uint8_t* data;
  size_t length;
};

uint32_t load_little(Bytes from, size_t offset, int count) {
  uint32_t value = 0;
  for (int i = 0; i < count; i += 1) {
    const size_t at = offset + i;
    if (at < from.length) value |= uint32_t{from.data[at]} << (8 * i);
  }
  return value;
}

bool all_zero(const uint8_t* from, const uint8_t* end) {
  uint8_t any = 0;
  for (; from != end; from += 1) any |= *from;
  return any == 0;
}

bool is_cleared_already(const uint8_t* header) {
  return all_zero(header + kPreviousHash, header + kTime) &&
         all_zero(header + kBits, header + kSolutionLength) &&
         all_zero(header + kRoots, header + kRootsEnd);
}

void copy(uint8_t*& to, const uint8_t* from, const uint8_t* end) {
  while (from != end) *to++ = *from++;
}

void hash_own_pre_header(const uint8_t* header, uint8_t* output) {
  uint8_t pre_header[kPreHeaderBytes];
  uint8_t* to = pre_header;
  copy(to, header + kPreviousHash, header + kTime);
  copy(to, header + kNonce, header + kSolutionLength);
  copy(to, header + kBits, header + kNonce);
  copy(to, header + kRoots, header + kRootsEnd);
  hash_pre_header(pre_header, output);
}

bool equal(const uint8_t* a, const uint8_t* b) {
  uint8_t difference = 0;
  for (size_t i = 0; i < kHashBytes; i += 1) difference |= a[i] ^ b[i];
  return difference == 0;
}

// Whether one of the first `count` chains commits to this header.
bool is_committed(Bytes header, size_t count) {
  uint8_t hash[kHashBytes];
  hash_own_pre_header(header.data, hash);
  for (size_t i = 0; i < count; i += 1) {
    const size_t at = kChains + i * kChainBytes;
    if (at + kChainBytes > header.length) return false;
    if (equal(header.data + at + kChainIdBytes, hash)) return true;
  }
  return false;
}

// How many chains the network's nodes look at: with many of them the room that is left limits it.
size_t searched_by_nodes(Bytes header, size_t chains) {
  const size_t solution = load_little(header, kSolutionLength + 1, 2);
  const size_t taken = kTailBytes + (kChains - kSolution) + chains * kChainBytes;
  if (solution < taken) return 0;
  const size_t room = (solution - taken) / kChainBytes;
  return chains < room ? chains : room;
}

}  // namespace

HeaderFacts read_header(const uint8_t* data, size_t length, HeaderRule rule) {
  const Bytes header = {data, length};
  const bool has_previous = length >= kPreviousHashEnd;
  if (rule == HeaderRule::node && has_previous &&
      all_zero(data + kPreviousHash, data + kPreviousHashEnd)) {
    return {HeaderHash::sha256d, Version::v1, false, false};
  }
  if (load_little(header, 0, 4) != kVerus2) return {HeaderHash::verus, Version::v1, false, false};

  const uint32_t solution = load_little(header, kSolution, 4);
  const Version version = solution < kFirstVersion2_1   ? Version::v2_0
                          : solution < kFirstVersion2_2 ? Version::v2_1
                                                        : Version::v2_2;
  HeaderFacts facts = {HeaderHash::verus, version, false, false};
  const size_t chains = load_little(header, kChainCount, 1);
  const uint32_t first = rule == HeaderRule::node ? kFirstCleared : kFirstClearedByPools;
  // Without room for one chain there is none, whatever the count says.
  if (solution < first || chains == 0 || length < kChains + kChainBytes) return facts;

  switch (rule) {
    case HeaderRule::node:
      facts.is_cleared = is_committed(header, searched_by_nodes(header, chains));
      break;
    case HeaderRule::pool:
      facts.is_cleared = is_committed(header, 1);
      facts.is_refused = !facts.is_cleared && !is_cleared_already(data);
      break;
    case HeaderRule::miner:
      facts.is_cleared = true;
      break;
  }
  return facts;
}

void clear_fields(uint8_t* output, const uint8_t* header) {
  for (size_t i = 0; i < kClearableBytes; i += 1) {
    const bool counts = i < kPreviousHash || (i >= kTime && i < kBits) ||
                        (i >= kSolutionLength && i < kRoots) || i >= kRootsEnd;
    output[i] = counts ? header[i] : 0;
  }
}

void hash_pre_header(const uint8_t* pre_header, uint8_t* output) {
  blake2b::hash(kPersonal, pre_header, kPreHeaderBytes, output, kHashBytes);
}

}  // namespace kernels::verushash
