// Calls every function of the kernels with random and mutated inputs, under sanitizers: nothing may be
// read or written outside its arguments, and what can be computed in two ways must agree.
//
//   fuzz FUNCTION COUNT SEED      FUNCTION is one of the names in the table at the end
#include <cstdio>
#include <iterator>
#include <string>

#include "../kernels/dispatch.hpp"
#include "../kernels/equihash/beam-target.hpp"
#include "../kernels/equihash/equihash.hpp"
#include "beamhash3-sample.hpp"
#include "random.hpp"

using namespace kernels;
using fuzz::any_bytes;
using fuzz::any_length;
using fuzz::Bytes;
using fuzz::copy_of;
using fuzz::expect;
using fuzz::mutate;
using fuzz::Random;

namespace {

constexpr size_t kVerusHeaderBytes = 1487;

// scrypt takes a thousand times as long as the others, so it gets a smaller part of the calls.
constexpr uint32_t kOneInOfScrypt = 200;

bool is_of(const Kernel& kernel, const char* algorithm) {
  return strncmp(kernel.name, algorithm, strlen(algorithm)) == 0;
}

const Kernel& any_kernel(Random& random) {
  static const std::vector<const Kernel*> all = [] {
    std::vector<const Kernel*> found;
    while (const Kernel* kernel = kernel_at(found.size())) found.push_back(kernel);
    return found;
  }();
  for (;;) {
    const Kernel& kernel = *all[random.below(static_cast<uint32_t>(all.size()))];
    if (!is_of(kernel, "scrypt") || random.one_in(kOneInOfScrypt)) return kernel;
  }
}

const Primitive& step_named(const std::string& owner, const char* name) {
  for (size_t i = 0;; i += 1) {
    const Step step = step_at(i);
    if (step.primitive == nullptr) fuzz::fail("no such step", name);
    if (owner == step.owner && strcmp(step.primitive->name, name) == 0) return *step.primitive;
  }
}

void put(uint8_t* to, uint64_t value, size_t length) {
  for (size_t i = 0; i < length; i += 1) to[i] = static_cast<uint8_t>(value >> 8 * i);
}

// A header that its algorithm looks at closely: with Verus of every version, with other chains and
// their commitments right or wrong.
Bytes any_header(Random& random, const Kernel& kernel) {
  Bytes header = any_bytes(random, kernel.header_bytes);
  if (!is_of(kernel, "verushash") || random.one_in(10)) return header;
  uint8_t* const data = header.data();
  put(data, random.one_in(10) ? 4 : 0x10004, 4);
  if (random.one_in(10)) memset(data + 4, 0, 32);
  put(data + 143, random.below(9), 4);
  data[148] = static_cast<uint8_t>(random.one_in(4) ? random.next() : random.below(17));
  if (random.one_in(3)) {
    // previous, merkle and sapling hashes, nonce, bits, both roots
    std::vector<uint8_t> committed(data + 4, data + 100);
    committed.insert(committed.end(), data + 108, data + 140);
    committed.insert(committed.end(), data + 104, data + 108);
    committed.insert(committed.end(), data + 151, data + 215);
    const size_t slot = random.below(15);
    const Bytes pre_header = copy_of(committed);
    step_named(kernel.name, "preheader-blake2b")
        .run(pre_header.data(), pre_header.length(), data + 215 + 52 * slot + 20);
  }
  mutate(random, header);
  return header;
}

HeaderRule any_rule(Random& random) { return static_cast<HeaderRule>(random.below(3)); }

// The hash of another path for the same input; all paths of an algorithm must agree.
void compare_with_portable(const Kernel& kernel, const Bytes& input, const uint8_t* hash) {
  const std::string algorithm(kernel.name, strchr(kernel.name, '/'));
  for (size_t i = 0; const Kernel* other = kernel_at(i); i += 1) {
    if (algorithm + "/portable" != other->name || other == &kernel) continue;
    const Bytes work(other->work_bytes), output(kHashBytes);
    other->hash(work.data(), input.data(), input.length(), output.data());
    expect(memcmp(output.data(), hash, kHashBytes) == 0, "paths disagree", kernel.name);
  }
}

void fuzz_hash(Random& random) {
  const Kernel& kernel = any_kernel(random);
  const Bytes work(kernel.work_bytes), output(kHashBytes);
  const size_t length = any_length(random, kernel.header_bytes);
  const Bytes input = length == kernel.header_bytes ? any_header(random, kernel)
                                                    : any_bytes(random, length);
  kernel.hash(work.data(), input.data(), input.length(), output.data());
  if (random.one_in(4)) compare_with_portable(kernel, input, output.data());
}

void fuzz_prepare(Random& random) {
  const Kernel& kernel = any_kernel(random);
  const Bytes work(kernel.work_bytes);
  const Bytes header = any_header(random, kernel);
  kernel.prepare(work.data(), header.data(), any_rule(random));
}

void fuzz_check(Random& random) {
  const Kernel& kernel = any_kernel(random);
  const Bytes work(kernel.work_bytes), output(kHashBytes);
  const Bytes header = any_header(random, kernel);
  const HeaderRule rule = any_rule(random);
  if (!kernel.prepare(work.data(), header.data(), rule)) return;
  for (int i = 0; i < 3; i += 1) {
    const Bytes tail = any_bytes(random, kernel.tail_bytes);
    kernel.check(work.data(), tail.data(), output.data());
    if (rule != HeaderRule::node) continue;
    const Bytes other_work(kernel.work_bytes), expected(kHashBytes), complete(header.length());
    const size_t kept = header.length() - tail.length();
    memcpy(complete.data(), header.data(), kept);
    memcpy(complete.data() + kept, tail.data(), tail.length());
    kernel.hash(other_work.data(), complete.data(), complete.length(), expected.data());
    expect(memcmp(output.data(), expected.data(), kHashBytes) == 0, "not the hash", kernel.name);
  }
}

// A scan must find the first nonce, however many it looks at side by side.
void fuzz_scan(Random& random) {
  const Kernel& kernel = any_kernel(random);
  const Bytes work(kernel.work_bytes), found(kHashBytes), checked(kHashBytes);
  const Bytes header = any_header(random, kernel);
  if (!kernel.prepare(work.data(), header.data(), any_rule(random))) return;
  const Bytes tail = any_bytes(random, kernel.tail_bytes);
  const Bytes target = any_bytes(random, kHashBytes);
  target.data()[kHashBytes - 1] = static_cast<uint8_t>(random.below(256) >> random.below(9));
  const uint32_t count = random.below(is_of(kernel, "scrypt") ? 3 : 70);
  const uint32_t most = UINT32_MAX - count;
  const uint32_t start = random.one_in(4) ? most + 1 : random.below(most);
  if (start == 0) return;
  const uint64_t nonce = kernel.scan(
      work.data(), {tail.data(), target.data(), start, count, found.data()});
  const uint64_t end = uint64_t{start} + count;
  expect(nonce == kNoNonce || (nonce >= start && nonce < end), "outside its range", kernel.name);
  // The work is still that of the job.
  const bool is_found = nonce != kNoNonce;
  const uint64_t first = random.one_in(4) ? start : is_found ? nonce : end;
  for (uint64_t i = first; i < end && i <= nonce; i += 1) {
    put(tail.data() + tail.length() - 4, i, 4);
    kernel.check(work.data(), tail.data(), checked.data());
    expect(reaches(checked.data(), target.data()) == (i == nonce), "not the first", kernel.name);
  }
  if (!is_found) return;
  expect(memcmp(found.data(), checked.data(), kHashBytes) == 0, "another hash", kernel.name);
}

void fuzz_step(Random& random) {
  static const size_t count = [] {
    size_t n = 0;
    while (step_at(n).primitive != nullptr) n += 1;
    return n;
  }();
  const Primitive& step = *step_at(random.below(static_cast<uint32_t>(count))).primitive;
  const bool is_any = step.input_bytes == kAnyLength;
  const Bytes input = any_bytes(random, is_any ? any_length(random, 40) : step.input_bytes);
  const Bytes output(step.output_bytes);
  step.run(input.data(), input.length(), output.data());
}

// A problem with the memory that it points to.
struct OwnedProblem {
  Bytes input, personal;
  equihash::Problem problem;
};

OwnedProblem any_problem(Random& random, bool is_small) {
  static constexpr uint32_t kGood[][2] = {{32, 3}, {40, 4}, {48, 5}, {72, 5},  {96, 5},
                                          {50, 4}, {36, 3}, {200, 9}, {144, 5}, {150, 5}};
  const uint32_t* good = kGood[random.below(is_small ? 3 : 10)];
  const bool is_wild = random.one_in(8);
  OwnedProblem owned = {any_bytes(random, random.one_in(2) ? 40 : any_length(random, 140)),
                        any_bytes(random, 8),
                        {}};
  owned.problem = {
      static_cast<equihash::Scheme>(random.below(is_small ? 2 : 5)),
      is_wild ? random.below(1025) : good[0],
      is_wild ? random.below(1025) : good[1],
      random.below(is_wild ? 1025 : 5),
      random.one_in(2) ? owned.personal.data() : nullptr,
      owned.input.data(),
      owned.input.length(),
  };
  return owned;
}

// Of a real solution only a few bits are others, in one of the three places.
void fuzz_beamhash3(Random& random) {
  Bytes input = copy_of({std::begin(fuzz::kBeamHash3Input), std::end(fuzz::kBeamHash3Input)});
  Bytes solution =
      copy_of({std::begin(fuzz::kBeamHash3Solution), std::end(fuzz::kBeamHash3Solution)});
  const bool is_changed = random.one_in(2);
  if (is_changed) mutate(random, random.one_in(8) ? input : solution);
  const Bytes work(equihash::kVerifyWorkBytes);
  const equihash::Problem problem = {
      equihash::Scheme::beamhash3, 0, 0, 0, nullptr, input.data(), input.length()};
  const auto verdict = equihash::verify(problem, solution.data(), solution.length(), work.data());
  expect(is_changed || verdict == equihash::Verdict::valid, "a valid one refused", "verify");
}

void fuzz_verify(Random& random) {
  if (random.one_in(4)) return fuzz_beamhash3(random);
  const OwnedProblem owned = any_problem(random, false);
  const size_t right = equihash::solution_bytes(owned.problem);
  const Bytes solution = any_bytes(random, random.one_in(4) ? any_length(random, right) : right);
  const Bytes work(equihash::kVerifyWorkBytes);
  const auto verdict =
      equihash::verify(owned.problem, solution.data(), solution.length(), work.data());
  expect(verdict >= equihash::Verdict::valid && verdict <= equihash::Verdict::parameters,
         "no verdict", "verify");
}

void fuzz_solution_bytes(Random& random) {
  const OwnedProblem owned = any_problem(random, false);
  expect(equihash::solution_bytes(owned.problem) < 4096, "a long solution", "solution_bytes");
  equihash::solve_work_bytes(owned.problem);
}

// Solves small problems; what is found must be valid, and its mutations must not be read outside.
void fuzz_solve(Random& random) {
  const OwnedProblem owned = any_problem(random, true);
  const equihash::Problem& problem = owned.problem;
  const size_t needed = equihash::solve_work_bytes(problem);
  if (needed > 4u << 20) return;
  const Bytes work(random.one_in(16) ? needed / 2 : needed);
  const uint32_t room = random.below(12);
  const size_t each = equihash::solution_bytes(problem);
  const Bytes solutions(each * room);
  const Bytes flag(sizeof(int32_t));
  put(flag.data(), random.one_in(20), 4);
  const auto* stop = random.one_in(2) ? nullptr : reinterpret_cast<const int32_t*>(flag.data());
  const equihash::Solved solved = equihash::solve(problem, work.data(), work.length(),
                                                  solutions.data(), room, stop);
  expect(solved.count <= room, "more solutions than room", "solve");
  for (uint32_t i = 0; i < solved.count; i += 1) {
    const uint8_t* begin = solutions.data() + i * each;
    Bytes solution = copy_of({begin, begin + each});
    const Bytes memory(equihash::kVerifyWorkBytes);
    const auto verdict =
        equihash::verify(problem, solution.data(), solution.length(), memory.data());
    expect(verdict == equihash::Verdict::valid, "a solution that is none", "solve");
    mutate(random, solution);
    equihash::verify(problem, solution.data(), solution.length(), memory.data());
  }
}

void fuzz_beam_target(Random& random) {
  const Bytes solution = any_bytes(random, any_length(random, 104));
  const uint32_t order = random.one_in(2) ? random.below(256) : 230 + random.below(4);
  const uint32_t packed = order << 24 | (random.below(1u << 24) & (random.one_in(2) ? ~0u : 1));
  equihash::beam_target_reached(solution.data(), solution.length(), packed);
  const Bytes raw(32);
  equihash::beam_unpack(packed, raw.data());
}

struct Function {
  const char* name;
  void (*once)(Random& random);
};

constexpr Function kFunctions[] = {
    {"hash", fuzz_hash},
    {"prepare", fuzz_prepare},
    {"check", fuzz_check},
    {"scan", fuzz_scan},
    {"runStep", fuzz_step},
    {"verify", fuzz_verify},
    {"solutionBytes", fuzz_solution_bytes},
    {"solve", fuzz_solve},
    {"beamTargetReached", fuzz_beam_target},
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    for (const Function& function : kFunctions) puts(function.name);
    return 2;
  }
  for (const Function& function : kFunctions) {
    if (strcmp(function.name, argv[1]) != 0) continue;
    Random random(strtoull(argv[3], nullptr, 10));
    const uint64_t count = strtoull(argv[2], nullptr, 10);
    for (uint64_t i = 0; i < count; i += 1) function.once(random);
    return 0;
  }
  fuzz::fail("no such function", argv[1]);
}
