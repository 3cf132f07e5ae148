// Random inputs that are the same for the same seed, in memory that ends exactly where they end, so
// that the sanitizers see each byte too many.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

namespace fuzz {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  // SplitMix64 (Steele, Lea and Flood 2014).
  uint64_t next() {
    state_ += 0x9e3779b97f4a7c15;
    uint64_t z = state_;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
  }
  uint32_t below(uint32_t limit) { return static_cast<uint32_t>(next() % limit); }
  bool one_in(uint32_t n) { return below(n) == 0; }

 private:
  uint64_t state_;
};

// Exactly so many bytes of the heap, aligned for any kernel.
class Bytes {
 public:
  explicit Bytes(size_t length) : length_(length) {
    void* memory = nullptr;
    if (posix_memalign(&memory, 64, length) != 0) abort();
    data_.reset(static_cast<uint8_t*>(memory));
  }
  uint8_t* data() const { return data_.get(); }
  size_t length() const { return length_; }

 private:
  struct Free {
    void operator()(uint8_t* memory) const { free(memory); }
  };
  std::unique_ptr<uint8_t, Free> data_;
  size_t length_;
};

// Bytes of one kind or another: noise, all the same, or few bits in many zeros.
inline Bytes any_bytes(Random& random, size_t length) {
  Bytes bytes(length);
  const uint32_t kind = random.below(4);
  const auto same = static_cast<uint8_t>(random.one_in(2) ? 0xff * random.below(2) : random.next());
  for (size_t i = 0; i < length; i += 1) {
    bytes.data()[i] = kind < 2 ? static_cast<uint8_t>(random.next()) : same;
  }
  for (uint32_t i = 0; kind == 3 && length > 0 && i < 5; i += 1) {
    bytes.data()[random.next() % length] ^= static_cast<uint8_t>(1u << random.below(8));
  }
  return bytes;
}

// Mostly short, sometimes around the length that counts, rarely long.
inline size_t any_length(Random& random, size_t that_counts) {
  if (random.one_in(3)) return that_counts + random.below(5) - (that_counts < 2 ? 0 : 2);
  return random.one_in(20) ? random.below(5000) : random.below(300);
}

inline Bytes copy_of(const std::vector<uint8_t>& source) {
  Bytes bytes(source.size());
  if (!source.empty()) memcpy(bytes.data(), source.data(), source.size());
  return bytes;
}

// Changes a few bits, bytes or whole parts.
inline void mutate(Random& random, Bytes& bytes) {
  if (bytes.length() == 0) return;
  for (uint32_t changes = random.below(4); changes > 0; changes -= 1) {
    const size_t at = random.next() % bytes.length();
    switch (random.below(3)) {
      case 0:
        bytes.data()[at] ^= static_cast<uint8_t>(1u << random.below(8));
        break;
      case 1:
        bytes.data()[at] = static_cast<uint8_t>(random.next());
        break;
      default:
        for (size_t i = at; i < bytes.length() && i < at + 8; i += 1) bytes.data()[i] = 0;
    }
  }
}

[[noreturn]] inline void fail(const char* what, const char* where) {
  fprintf(stderr, "%s: %s\n", where, what);
  abort();
}

inline void expect(bool holds, const char* what, const char* where) {
  if (!holds) fail(what, where);
}

}  // namespace fuzz
