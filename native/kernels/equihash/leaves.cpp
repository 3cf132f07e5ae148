#include "leaves.hpp"

#include "bits.hpp"

namespace kernels::equihash {

namespace {

constexpr uint8_t kZcash[8] = {'Z', 'c', 'a', 's', 'h', 'P', 'o', 'W'};
constexpr uint8_t kBeam[8] = {'B', 'e', 'a', 'm', '-', 'P', 'o', 'W'};

bool shape_from(uint32_t n, uint32_t k, uint32_t r, bool summed, Shape& shape) {
  if (k < 3 || k > kMaxLevels || r > 4 || n % (k + 1) != 0) return false;
  const uint32_t digit_bits = n / (k + 1);
  // Indices have to fit into 32 bits, and shorter digits than a byte nobody has defined.
  if (digit_bits < 8 || digit_bits > 30) return false;
  shape.n = n;
  shape.k = k;
  shape.digit_bits = digit_bits;
  shape.index_bits = digit_bits + 1;
  shape.index_limit = uint32_t{1} << (shape.index_bits - r);
  shape.zeroed_bits = 2 * r;
  shape.leaf_bytes = (n + 7) / 8;
  shape.leaves_per_hash = 512 / n;
  shape.summed = summed;
  return shape.leaves_per_hash * shape.leaf_bytes <= blake2b::kMaxOutputBytes;
}

}  // namespace

bool shape_of(const Problem& problem, Shape& shape) {
  switch (problem.scheme) {
    case Scheme::equihash:
      return shape_from(problem.n, problem.k, 0, false, shape);
    case Scheme::equihash_r:
      return shape_from(problem.n, problem.k, problem.r, true, shape);
    case Scheme::beamhash1:
      return shape_from(150, 5, 0, true, shape);
    case Scheme::beamhash2:
      return shape_from(150, 5, 3, true, shape);
    default:
      return false;
  }
}

void write_personal(const Problem& problem, uint32_t n, uint32_t k, uint8_t* personal) {
  const uint8_t* usual = problem.scheme == Scheme::equihash ? kZcash : kBeam;
  const uint8_t* name = problem.personal != nullptr ? problem.personal : usual;
  for (int i = 0; i < 8; i += 1) personal[i] = name[i];
  store_little_32(personal + 8, n);
  store_little_32(personal + 12, k);
}

void begin(const Problem& problem, const Shape& shape, blake2b::State& base) {
  uint8_t personal[blake2b::kPersonalBytes];
  write_personal(problem, shape.n, shape.k, personal);
  blake2b::init(base, size_t{shape.leaves_per_hash} * shape.leaf_bytes, personal);
  blake2b::update(base, problem.input, problem.input_bytes);
}

void add_hash(const blake2b::State& base, uint32_t number, Sum& sum) {
  blake2b::State state = base;
  uint8_t bytes[blake2b::kMaxOutputBytes] = {};
  store_little_32(bytes, number);
  blake2b::update(state, bytes, 4);
  store_little_32(bytes, 0);
  blake2b::finish(state, bytes);
  for (int i = 0; i < 16; i += 1) sum.words[i] += load_little_32(bytes + 4 * i);
}

void leaf_of(const Shape& shape, const Sum& sum, uint32_t place, uint8_t* leaf) {
  const uint32_t first = place * shape.leaf_bytes;
  for (uint32_t i = 0; i < shape.leaf_bytes; i += 1) {
    const uint32_t at = first + i;
    leaf[i] = static_cast<uint8_t>(sum.words[at / 4] >> (8 * (at % 4)));
  }
  leaf[0] = static_cast<uint8_t>(leaf[0] & (0xff >> shape.zeroed_bits));
  const uint32_t behind = shape.leaf_bytes * 8 - shape.n;
  leaf[shape.leaf_bytes - 1] = static_cast<uint8_t>(leaf[shape.leaf_bytes - 1] >> behind << behind);
}

void digits_of(const Shape& shape, const Sum& sum, uint32_t place, uint32_t* digits) {
  uint8_t leaf[kMaxLeafBytes];
  leaf_of(shape, sum, place, leaf);
  for (uint32_t i = 0; i < shape.digits(); i += 1) {
    digits[i] = bits_big(leaf, size_t{i} * shape.digit_bits, shape.digit_bits);
  }
}

void sum_for(const Shape& shape, const blake2b::State& base, uint32_t index, Sum& sum) {
  sum = {};
  const uint32_t number = index / shape.leaves_per_hash;
  for (uint32_t i = first_of_sum(shape, number); i <= number; i += 1) add_hash(base, i, sum);
}

}  // namespace kernels::equihash
