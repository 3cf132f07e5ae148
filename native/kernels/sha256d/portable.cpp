// SHA-256d in plain C++: one header at a time, on any processor.
#include "lanes.hpp"
#include "paths.hpp"

namespace kernels::sha256d {

void compress_portable(uint32_t* state, const uint8_t* block) {
  uint32_t w[16];
  for (int i = 0; i < 16; i += 1) w[i] = load_big(block + 4 * i);
  const State<uint32_t> s = compress_words(state_of<uint32_t>(state), w);
  const uint32_t after[8] = {s.a, s.b, s.c, s.d, s.e, s.f, s.g, s.h};
  for (int i = 0; i < 8; i += 1) state[i] = after[i];
}

void hash_portable(const uint8_t* input, size_t length, uint8_t* output) {
  hash<compress_portable>(input, length, output);
}

namespace {

bool always() { return true; }

uint64_t scan_one_by_one(Work header, const Scan& scan) {
  return scan_lanes<uint32_t, 1, compress_portable>(header, scan, 0);
}

}  // namespace

const Kernel kPortable = kernel_of<compress_portable>("sha256d/portable", always, scan_one_by_one);

}  // namespace kernels::sha256d
