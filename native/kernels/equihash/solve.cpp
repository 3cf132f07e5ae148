// Wagner's algorithm for small parameters: level by level all pairs of branches whose next digit
// agrees, without those that would hold an index twice. Whole branches are kept, with all their
// indices, so that nothing has to be found again in the end.
#include "bits.hpp"
#include "leaves.hpp"

namespace kernels::equihash {

namespace {

constexpr uint32_t kMaxSolvedLevels = 5;
constexpr uint32_t kMaxSolvedDigitBits = 16;

// Looking at `stop` costs more than a step, so it is done once in so many of them: at most a
// millisecond's worth.
constexpr uint32_t kStepsBetweenLooks = 1024;

class Stop {
 public:
  explicit Stop(const volatile int32_t* flag) : flag_(flag) {}

  bool after_a_step() {
    steps_ += 1;
    if (steps_ % kStepsBetweenLooks == 0 && flag_ != nullptr && *flag_ != 0) stopped_ = true;
    return stopped_;
  }

 private:
  const volatile int32_t* flag_;
  uint32_t steps_ = 0;
  bool stopped_ = false;
};

// A branch of level l is 2^l indices, then the digits that are left.
struct List {
  uint32_t* words;
  uint32_t level;
  uint32_t digits;
  uint32_t count;

  uint32_t width() const { return uint32_t{1} << level; }
  uint32_t branch_words() const { return width() + digits; }
  uint32_t* branch(uint32_t i) const { return words + size_t{i} * branch_words(); }
};

uint32_t branch_words(const Shape& shape, uint32_t level) {
  return (uint32_t{1} << level) + shape.digits() - level;
}

// Lists keep their length of 2^index_bits on average, and grow and shrink by chance, the more the
// shorter they are: in 200,000 problems (48,5) the longest had 2328 branches, of the 3072 that fit.
uint32_t max_branches(const Shape& shape) { return (uint32_t{2} << shape.index_bits) + 2048; }

// Lists of even and of odd levels take turns in two places, each as large as the later level needs.
size_t place_words(const Shape& shape, uint32_t last_level) {
  return size_t{branch_words(shape, last_level)} * max_branches(shape);
}

size_t bucket_words(const Shape& shape) { return (size_t{1} << shape.digit_bits) + 1; }

struct Memory {
  uint32_t* buckets;   // where the branches of each digit begin in `order`
  uint32_t* order;     // numbers of branches, sorted by the digit
  uint32_t* lists[2];  // of even and of odd levels
};

Memory memory_of(const Shape& shape, void* work) {
  Memory memory;
  memory.buckets = static_cast<uint32_t*>(work);
  memory.order = memory.buckets + bucket_words(shape);
  memory.lists[(shape.k - 1) % 2] = memory.order + max_branches(shape);
  memory.lists[shape.k % 2] =
      memory.lists[(shape.k - 1) % 2] + place_words(shape, shape.k - 1);
  return memory;
}

bool is_small(const Problem& problem, Shape& shape) {
  if (problem.scheme != Scheme::equihash && problem.scheme != Scheme::equihash_r) return false;
  return shape_of(problem, shape) && shape.k <= kMaxSolvedLevels &&
         shape.digit_bits <= kMaxSolvedDigitBits;
}

// All leaves; false: stopped.
bool list_leaves(const Problem& problem, const Shape& shape, List& list, Stop& stop) {
  blake2b::State base;
  begin(problem, shape, base);
  Sum sum = {};
  for (uint32_t number = 0; list.count < shape.index_limit; number += 1) {
    // Sums go on from hash to hash, so that each is computed once.
    if (first_of_sum(shape, number) == number) sum = {};
    add_hash(base, number, sum);
    for (uint32_t i = 0; i < shape.leaves_per_hash && list.count < shape.index_limit; i += 1) {
      uint32_t* leaf = list.branch(list.count);
      leaf[0] = list.count;
      digits_of(shape, sum, i, leaf + 1);
      list.count += 1;
    }
    if (stop.after_a_step()) return false;
  }
  return true;
}

void sort_by_digit(const Shape& shape, const List& list, const Memory& memory) {
  const size_t buckets = bucket_words(shape);
  for (size_t i = 0; i < buckets; i += 1) memory.buckets[i] = 0;
  const uint32_t width = list.width();
  for (uint32_t i = 0; i < list.count; i += 1) memory.buckets[list.branch(i)[width]] += 1;
  uint32_t end = 0;
  for (size_t i = 0; i < buckets; i += 1) {
    end += memory.buckets[i];
    memory.buckets[i] = end;
  }
  // Filled from its end, a bucket then begins where its number says.
  for (uint32_t i = list.count; i-- > 0;) {
    const uint32_t at = memory.buckets[list.branch(i)[width]] -= 1;
    memory.order[at] = i;
  }
}

// Gives all pairs of branches whose next digit agrees, the one with the lower first index first, to
// `use`, which says whether to go on.
template <class Use>
void for_each_pair(const Shape& shape, const List& list, const Memory& memory, Use use) {
  sort_by_digit(shape, list, memory);
  for (uint32_t bucket = 0; bucket < uint32_t{1} << shape.digit_bits; bucket += 1) {
    const uint32_t end = memory.buckets[bucket + 1];
    for (uint32_t i = memory.buckets[bucket]; i < end; i += 1) {
      const uint32_t* one = list.branch(memory.order[i]);
      for (uint32_t j = i + 1; j < end; j += 1) {
        const uint32_t* other = list.branch(memory.order[j]);
        const bool in_order = one[0] < other[0];
        if (!use(in_order ? one : other, in_order ? other : one)) return;
      }
    }
  }
}

// The list of the next level.
SolveEnd join_all(const Shape& shape, const List& list, const Memory& memory, List& next,
                  Stop& stop) {
  const uint32_t width = list.width();
  const uint32_t room = max_branches(shape);
  SolveEnd end = SolveEnd::complete;
  for_each_pair(shape, list, memory, [&](const uint32_t* left, const uint32_t* right) {
    if (stop.after_a_step()) {
      end = SolveEnd::stopped;
      return false;
    }
    if (share_an_index(left, right, width)) return true;
    if (next.count == room) {
      end = SolveEnd::crowded;
      return false;
    }
    uint32_t* joined = next.branch(next.count);
    next.count += 1;
    for (uint32_t i = 0; i < width; i += 1) {
      joined[i] = left[i];
      joined[width + i] = right[i];
    }
    for (uint32_t i = 1; i < list.digits; i += 1) {
      joined[2 * width + i - 1] = left[width + i] ^ right[width + i];
    }
    return true;
  });
  return end;
}

// Writes indices as the big-endian string of bits that a solution is; returns how far it came.
size_t write_indices(const uint32_t* indices, uint32_t count, uint32_t bits, size_t at,
                     uint8_t* solution) {
  for (uint32_t i = 0; i < count; i += 1) {
    for (uint32_t bit = bits; bit-- > 0; at += 1) {
      const uint32_t mask = 0x80 >> at % 8;
      const uint32_t value = indices[i] >> bit & 1 ? solution[at / 8] | mask
                                                   : solution[at / 8] & ~mask;
      solution[at / 8] = static_cast<uint8_t>(value);
    }
  }
  return at;
}

// At the last level the two digits that are left have both to agree.
Solved join_last(const Shape& shape, const List& list, const Memory& memory, uint8_t* solutions,
                 size_t max_solutions, Stop& stop) {
  const uint32_t width = list.width();
  Solved solved = {SolveEnd::complete, 0};
  for_each_pair(shape, list, memory, [&](const uint32_t* left, const uint32_t* right) {
    if (stop.after_a_step()) {
      solved.end = SolveEnd::stopped;
      return false;
    }
    if (left[width + 1] != right[width + 1] || share_an_index(left, right, width)) return true;
    if (solved.count == max_solutions) {
      solved.end = SolveEnd::crowded;
      return false;
    }
    uint8_t* solution = solutions + solved.count * shape.solution_bytes();
    const size_t half = write_indices(left, width, shape.index_bits, 0, solution);
    write_indices(right, width, shape.index_bits, half, solution);
    solved.count += 1;
    return true;
  });
  return solved;
}

}  // namespace

size_t solve_work_bytes(const Problem& problem) {
  Shape shape;
  if (!is_small(problem, shape)) return 0;
  const size_t words = bucket_words(shape) + max_branches(shape) +
                       place_words(shape, shape.k - 1) + place_words(shape, shape.k - 2);
  return words * sizeof(uint32_t);
}

Solved solve(const Problem& problem, void* work, size_t work_bytes, uint8_t* solutions,
             size_t max_solutions, const volatile int32_t* flag) {
  Shape shape;
  if (!is_small(problem, shape) || work_bytes < solve_work_bytes(problem)) {
    return {SolveEnd::parameters, 0};
  }
  const Memory memory = memory_of(shape, work);
  Stop stop(flag);
  List list = {memory.lists[0], 0, shape.digits(), 0};
  if (!list_leaves(problem, shape, list, stop)) return {SolveEnd::stopped, 0};

  bool crowded = false;
  while (list.level + 1 < shape.k) {
    List next = {memory.lists[(list.level + 1) % 2], list.level + 1, list.digits - 1, 0};
    const SolveEnd end = join_all(shape, list, memory, next, stop);
    if (end == SolveEnd::stopped) return {end, 0};
    crowded |= end == SolveEnd::crowded;
    list = next;
  }
  Solved solved = join_last(shape, list, memory, solutions, max_solutions, stop);
  if (crowded && solved.end == SolveEnd::complete) solved.end = SolveEnd::crowded;
  return solved;
}

}  // namespace kernels::equihash
