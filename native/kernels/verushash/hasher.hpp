// VerusHash from the sponge to the digest, and with it the whole kernel of one CPU path.
#pragma once

#include "../sha256d/paths.hpp"
#include "header.hpp"

namespace kernels::verushash {

// What is kept between the nonces of a job.
template <class Ops>
struct Job {
  Key<Ops> key;                // as the state makes it
  uint8_t state[kPieceBytes];  // of the sponge, after all whole pieces
  Version version;
  size_t lanes_in_use;  // these have the key; their last round put back what it changed
  Lane<Ops> lanes[lanes_of<Ops>()];
};

// The end of a header with a nonce that is counted.
struct CountedTail {
  uint8_t bytes[kTailBytes];

  CountedTail(const uint8_t* tail, uint32_t nonce) {
    for (size_t i = 0; i < kTailBytes - 4; i += 1) bytes[i] = tail[i];
    for (size_t i = 0; i < 4; i += 1) {
      bytes[kTailBytes - 4 + i] = static_cast<uint8_t>(nonce >> 8 * i);
    }
  }
};

template <class Ops>
class Hasher {
  using Block = typename Ops::Block;

 public:
  static Job<Ops>& job_of(Work work) { return *reinterpret_cast<Job<Ops>*>(work); }

  // Starts a job. `cleared`, where it is not null, stands for the first bytes of the input.
  static void begin(Job<Ops>& job, Version version, const uint8_t* input, size_t length,
                    const uint8_t* cleared) {
    job.version = version;
    for (uint8_t& byte : job.state) byte = 0;
    const size_t pieces = length / kPieceBytes;
    for (size_t i = 0; i < pieces; i += 1) {
      const size_t at = i * kPieceBytes;
      const bool is_cleared = cleared != nullptr && at < kClearableBytes;
      absorb(version, job.state, is_cleared ? cleared + at : input + at);
    }
    job.lanes_in_use = 0;
    if (!has_key(version)) return;
    make_key<Ops>(job.key, job.state);
    use_lanes(job, 1);
  }

  // Ends a message with its last `length` bytes, fewer than a piece.
  static void finish(Job<Ops>& job, const uint8_t* tail, size_t length, uint8_t* output) {
    switch (job.version) {
      case Version::v1:
      case Version::v2:
        finish_sponge(job, tail, length, output);
        break;
      case Version::v2_0:
        finish_keyed<Version::v2_0>(job, tail, length, output);
        break;
      case Version::v2_1:
        finish_keyed<Version::v2_1>(job, tail, length, output);
        break;
      case Version::v2_2:
        finish_keyed<Version::v2_2>(job, tail, length, output);
    }
  }

  static uint64_t scan(Job<Ops>& job, const Scan& scan) {
    switch (job.version) {
      case Version::v2_0:
        return scan_keyed<Version::v2_0>(job, scan);
      case Version::v2_1:
        return scan_keyed<Version::v2_1>(job, scan);
      case Version::v2_2:
        return scan_keyed<Version::v2_2>(job, scan);
      case Version::v1:
      case Version::v2:
        return scan_one_by_one(job, scan);
    }
    return kNoNonce;
  }

  // The inner hash of one lane; leaves its key changed.
  template <Version version>
  static RIGWRIGHT_INLINE uint64_t inner_hash(Lane<Ops>& lane, const Quad<Ops>& input) {
    using Inner = InnerHash<Ops, version>;
    Inner::begin(lane, input);
    Inner::run(&lane, 1);
    return Inner::end(lane);
  }

 private:
  static bool has_key(Version version) { return version >= Version::v2_0; }

  static void absorb(Version version, uint8_t* state, const uint8_t* piece) {
    if (version == Version::v1) {
      const Block zero = Ops::from_u64(0);
      absorb_piece<Ops>(state, piece, [zero](int) { return zero; });
    } else {
      absorb_piece<Ops>(state, piece, PiKeys::at<Ops>);
    }
  }

  static void finish_sponge(const Job<Ops>& job, const uint8_t* tail, size_t length,
                            uint8_t* output) {
    for (size_t i = 0; i < kPieceBytes; i += 1) output[i] = job.state[i];
    if (length == 0) return;
    uint8_t piece[kPieceBytes] = {};
    for (size_t i = 0; i < length; i += 1) piece[i] = tail[i];
    absorb(job.version, output, piece);
  }

  // Takes the first `count` lanes into use.
  static void use_lanes(Job<Ops>& job, size_t count) {
    for (; job.lanes_in_use < count; job.lanes_in_use += 1) {
      job.lanes[job.lanes_in_use].key = job.key;
    }
  }

  // Undoes what an inner hash did to the key of its lane.
  static RIGWRIGHT_INLINE void restore(Lane<Ops>& lane, const Key<Ops>& key) {
    for (const uint16_t index : lane.changed) lane.key.blocks[index] = key.blocks[index];
  }

  // The round keys of the last Haraka-512, out of the changed key.
  static RIGWRIGHT_INLINE auto chosen_keys(const Lane<Ops>& lane, uint64_t inner) {
    const Block* const keys = lane.key.blocks + (inner & (kChosenBlocks - 1));
    return [keys](int i) { return keys[i]; };
  }

  template <Version version>
  static void finish_keyed(Job<Ops>& job, const uint8_t* tail, size_t length, uint8_t* output) {
    uint8_t block[2 * kPieceBytes];
    begin_block(block, job, tail, length);
    Lane<Ops>& lane = job.lanes[0];
    const uint64_t inner = inner_hash<version>(lane, load_quad<Ops>(block));
    for (size_t i = kPieceBytes + length; i < sizeof(block); i += 1) {
      block[i] = static_cast<uint8_t>(inner >> ((i - length) % 8 * 8));
    }
    const auto keys = chosen_keys(lane, inner);
    store_digest<Ops>(output, haraka_512<Ops>(load_quad<Ops>(block), keys));
    restore(lane, job.key);
  }

  // What the inner hash takes: the state, the tail, and the state again until the block is full.
  static void begin_block(uint8_t* block, const Job<Ops>& job, const uint8_t* tail, size_t length) {
    for (size_t i = 0; i < kPieceBytes; i += 1) block[i] = job.state[i];
    for (size_t i = 0; i < length; i += 1) block[kPieceBytes + i] = tail[i];
    for (size_t i = 0; i < kPieceBytes - length; i += 1) {
      block[kPieceBytes + length + i] = job.state[i % 16];
    }
  }

  // Of most nonces the last eight bytes of the hash are enough to know that it is too great. The
  // others are hashed once more, wholly.
  template <Version version>
  static uint64_t scan_keyed(Job<Ops>& job, const Scan& scan) {
    constexpr size_t kLanes = lanes_of<Ops>();
    uint64_t target_end = 0;
    for (int i = 0; i < 8; i += 1) {
      target_end |= uint64_t{scan.target[kHashBytes - 8 + i]} << 8 * i;
    }
    use_lanes(job, scan.count < kLanes ? scan.count : kLanes);
    for (uint64_t done = 0; done < scan.count; done += kLanes) {
      const uint64_t left = scan.count - done;
      const size_t count = left < kLanes ? left : kLanes;
      const uint32_t start = static_cast<uint32_t>(scan.start + done);
      uint64_t ends[kLanes];
      hash_ends<version>(job, scan.tail, start, count, ends);
      for (uint32_t i = 0; i < count; i += 1) {
        if (ends[i] > target_end) continue;
        const CountedTail tail(scan.tail, start + i);
        finish_keyed<version>(job, tail.bytes, kTailBytes, scan.hash);
        if (reaches(scan.hash, scan.target)) return start + i;
      }
    }
    return kNoNonce;
  }

  // The last eight bytes of `count` hashes, one per lane.
  template <Version version>
  static RIGWRIGHT_INLINE void hash_ends(Job<Ops>& job, const uint8_t* tail, uint32_t start,
                                         size_t count, uint64_t* ends) {
    using Inner = InnerHash<Ops, version>;
    const CountedTail zero(tail, 0);
    uint8_t block[2 * kPieceBytes];
    begin_block(block, job, zero.bytes, kTailBytes);
    const Quad<Ops> common = load_quad<Ops>(block);
    for (uint32_t i = 0; i < count; i += 1) {
      Quad<Ops> input = common;
      input.c = Ops::bit_xor(common.c, counted(start + i));
      if (i == 0) {
        Inner::begin(job.lanes[0], input);
      } else {
        Inner::begin_like(job.lanes[0], job.lanes[i], input);
      }
    }
    Inner::run(job.lanes, count);
    for (uint32_t i = 0; i < count; i += 1) {
      Lane<Ops>& lane = job.lanes[i];
      const uint64_t inner = Inner::end(lane);
      // The bytes of the inner hash take the places of the state's after the tail.
      const uint64_t first = uint64_t{static_cast<uint8_t>(inner)} ^ job.state[0];
      const uint64_t others = inner >> 8 | inner << 56;
      Quad<Ops> input = common;
      input.c = Ops::bit_xor(common.c, block_of(0, uint64_t{start + i} << 24 | first << 56));
      input.d = block_of(others, others);
      ends[i] = haraka_512_end<Ops>(input, chosen_keys(lane, inner));
      restore(lane, job.key);
    }
  }

  // The third block of the input with the nonce alone, its bytes 11 to 14.
  static RIGWRIGHT_INLINE Block counted(uint32_t nonce) {
    return block_of(0, uint64_t{nonce} << 24);
  }

  static RIGWRIGHT_INLINE Block block_of(uint64_t low, uint64_t high) {
    const uint64_t even = low << 32 >> 32 | high << 32;
    const uint64_t odd = low >> 32 | high >> 32 << 32;
    return Ops::low_lanes(Ops::from_u64(even), Ops::from_u64(odd));
  }

  static uint64_t scan_one_by_one(const Job<Ops>& job, const Scan& scan) {
    for (uint64_t done = 0; done < scan.count; done += 1) {
      const uint32_t nonce = static_cast<uint32_t>(scan.start + done);
      finish_sponge(job, CountedTail(scan.tail, nonce).bytes, kTailBytes, scan.hash);
      if (reaches(scan.hash, scan.target)) return nonce;
    }
    return kNoNonce;
  }
};

// The functions of a kernel over one path's operations.
template <class Ops>
struct Path {
  static void hash(Work work, const uint8_t* input, size_t length, uint8_t* output) {
    const HeaderFacts facts = read_header(input, length, HeaderRule::node);
    if (facts.hash == HeaderHash::sha256d) {
      sha256d::hash_portable(input, length, output);
      return;
    }
    auto& job = Hasher<Ops>::job_of(work);
    begin(job, facts, input, length);
    const size_t rest = length % kPieceBytes;
    Hasher<Ops>::finish(job, input + length - rest, rest, output);
  }

  static bool prepare(Work work, const uint8_t* header, HeaderRule rule) {
    const HeaderFacts facts = read_header(header, kHeaderBytes, rule);
    // Nobody mines the genesis block.
    if (facts.is_refused || facts.hash != HeaderHash::verus) return false;
    begin(Hasher<Ops>::job_of(work), facts, header, kHeaderBytes);
    return true;
  }

  static void check(Work work, const uint8_t* tail, uint8_t* output) {
    Hasher<Ops>::finish(Hasher<Ops>::job_of(work), tail, kTailBytes, output);
  }

  static uint64_t scan(Work work, const Scan& scan) {
    return Hasher<Ops>::scan(Hasher<Ops>::job_of(work), scan);
  }

 private:
  static void begin(Job<Ops>& job, const HeaderFacts& facts, const uint8_t* input, size_t length) {
    uint8_t cleared[kClearableBytes];
    if (facts.is_cleared) clear_fields(cleared, input);
    Hasher<Ops>::begin(job, facts.version, input, length, facts.is_cleared ? cleared : nullptr);
  }
};

}  // namespace kernels::verushash
