#include "beamhash3.hpp"
#include "bits.hpp"
#include "leaves.hpp"

namespace kernels::equihash {

namespace {

struct VerifyWork {
  uint32_t indices[kMaxIndices];
  uint32_t digits[kMaxIndices * kMaxDigits];
};
static_assert(sizeof(VerifyWork) <= kVerifyWorkBytes);

Verdict verify_tree(const Shape& shape, VerifyWork& work) {
  const uint32_t digits = shape.digits();
  for (uint32_t level = 0; level < shape.k; level += 1) {
    const uint32_t width = uint32_t{1} << level;
    for (uint32_t at = 0; at < shape.index_count(); at += 2 * width) {
      const uint32_t* left_indices = work.indices + at;
      const uint32_t* right_indices = left_indices + width;
      // A branch has its digits where its first leaf had them.
      uint32_t* left = work.digits + at * digits;
      const uint32_t* right = left + width * digits;
      if (left[level] != right[level]) return Verdict::collision;
      if (right_indices[0] < left_indices[0]) return Verdict::order;
      if (share_an_index(left_indices, right_indices, width)) return Verdict::distinct;
      for (uint32_t i = level + 1; i < digits; i += 1) left[i] ^= right[i];
    }
  }
  return work.digits[shape.k] == 0 ? Verdict::valid : Verdict::collision;
}

}  // namespace

size_t solution_bytes(const Problem& problem) {
  if (problem.scheme == Scheme::beamhash3) return kBeamHash3SolutionBytes;
  Shape shape;
  return shape_of(problem, shape) ? shape.solution_bytes() : 0;
}

Verdict verify(const Problem& problem, const uint8_t* solution, size_t length, void* memory) {
  if (problem.scheme == Scheme::beamhash3) {
    return verify_beamhash3(problem, solution, length, memory);
  }
  Shape shape;
  if (!shape_of(problem, shape)) return Verdict::parameters;
  if (length != shape.solution_bytes()) return Verdict::length;

  VerifyWork& work = *static_cast<VerifyWork*>(memory);
  for (uint32_t i = 0; i < shape.index_count(); i += 1) {
    work.indices[i] = bits_big(solution, size_t{i} * shape.index_bits, shape.index_bits);
    if (work.indices[i] >= shape.index_limit) return Verdict::range;
  }
  blake2b::State base;
  begin(problem, shape, base);
  for (uint32_t i = 0; i < shape.index_count(); i += 1) {
    Sum sum;
    sum_for(shape, base, work.indices[i], sum);
    const uint32_t place = work.indices[i] % shape.leaves_per_hash;
    digits_of(shape, sum, place, work.digits + i * shape.digits());
  }
  return verify_tree(shape, work);
}

}  // namespace kernels::equihash
