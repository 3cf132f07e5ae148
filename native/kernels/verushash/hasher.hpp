// VerusHash from the sponge to the digest, and with it the whole kernel of one CPU path.
#pragma once

#include "../sha256d/paths.hpp"
#include "header.hpp"

namespace kernels::verushash {

// What is kept between the nonces of a job.
template <class Ops>
struct Job {
  Key<Ops> key;
  uint8_t state[kPieceBytes];  // of the sponge, after all whole pieces
  Version version;
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
    if (has_key(version)) make_key<Ops>(job.key, job.state);
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

  // The inner hash alone; leaves the key changed.
  template <Version version>
  static uint64_t inner_hash(Key<Ops>& key, const uint8_t* input) {
    return InnerHash<Ops, version>::compute(load_quad<Ops>(input), key);
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

  template <Version version>
  static void finish_keyed(Job<Ops>& job, const uint8_t* tail, size_t length, uint8_t* output) {
    alignas(16) uint8_t block[2 * kPieceBytes];
    for (size_t i = 0; i < kPieceBytes; i += 1) block[i] = job.state[i];
    for (size_t i = 0; i < length; i += 1) block[kPieceBytes + i] = tail[i];
    uint8_t* const fill = block + kPieceBytes + length;
    const size_t room = kPieceBytes - length;
    for (size_t i = 0; i < room; i += 1) fill[i] = job.state[i % 16];
    const uint64_t inner = inner_hash<version>(job.key, block);
    for (size_t i = 0; i < room; i += 1) fill[i] = static_cast<uint8_t>(inner >> (i % 8 * 8));
    const Block* const keys = job.key.blocks + (inner & (kChosenBlocks - 1));
    const auto digest = haraka_512<Ops>(load_quad<Ops>(block), [keys](int i) { return keys[i]; });
    store_digest<Ops>(output, digest);
    restore(job.key);
  }

  template <Version version>
  static uint64_t scan_keyed(Job<Ops>& job, const Scan& scan) {
    return scan_with(scan, [&](const uint8_t* tail) {
      finish_keyed<version>(job, tail, kTailBytes, scan.hash);
    });
  }

  static uint64_t scan_one_by_one(Job<Ops>& job, const Scan& scan) {
    return scan_with(scan, [&](const uint8_t* tail) {
      finish_sponge(job, tail, kTailBytes, scan.hash);
    });
  }

  template <class Finish>
  static RIGWRIGHT_INLINE uint64_t scan_with(const Scan& scan, Finish finish_tail) {
    uint8_t tail[kTailBytes];
    for (size_t i = 0; i < kTailBytes; i += 1) tail[i] = scan.tail[i];
    for (uint64_t done = 0; done < scan.count; done += 1) {
      const uint32_t nonce = static_cast<uint32_t>(scan.start + done);
      uint8_t* const counter = tail + kTailBytes - 4;
      for (int i = 0; i < 4; i += 1) counter[i] = static_cast<uint8_t>(nonce >> 8 * i);
      finish_tail(tail);
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
