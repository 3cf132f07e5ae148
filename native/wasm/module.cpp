// The kernels as a WebAssembly module: the same functions as the addon, over addresses. The memory
// above __heap_base belongs to the caller.
#include "../kernels/dispatch.hpp"
#include "../kernels/equihash/beam-target.hpp"
#include "../kernels/equihash/equihash.hpp"

#define EXPORT(name) extern "C" __attribute__((export_name(name)))

using kernels::equihash::Problem;

namespace {

// What a description is made of, read by wasm-module.ts word by word.
struct KernelDescription {
  const char* name;  // ended by a zero byte
  uint32_t header_bytes;
  uint32_t tail_bytes;
  uint32_t work_bytes;
};

struct StepDescription {
  const char* owner;
  const char* name;
  uint32_t input_bytes;  // all bits set: any length
  uint32_t output_bytes;
};

alignas(64) uint8_t verify_work[kernels::equihash::kVerifyWorkBytes];

}  // namespace

// Whether there is a kernel of this index that runs here; then `described` is filled.
EXPORT("describe") bool describe(uint32_t index, KernelDescription* described) {
  const kernels::Kernel* kernel = kernels::kernel_at(index);
  if (kernel == nullptr) return false;
  *described = {kernel->name, kernel->header_bytes, kernel->tail_bytes, kernel->work_bytes};
  return true;
}

EXPORT("hash")
void hash(uint32_t index, uint8_t* work, const uint8_t* input, size_t length, uint8_t* output) {
  kernels::kernel_at(index)->hash(work, input, length, output);
}

EXPORT("prepare")
bool prepare(uint32_t index, uint8_t* work, const uint8_t* header, uint32_t rule) {
  return kernels::kernel_at(index)->prepare(work, header, static_cast<kernels::HeaderRule>(rule));
}

EXPORT("check")
void check(uint32_t index, uint8_t* work, const uint8_t* tail, uint8_t* output) {
  kernels::kernel_at(index)->check(work, tail, output);
}

// The first nonce that reaches the target, or -1. `count` may be 2^32, hence a double.
EXPORT("scan")
double scan(uint32_t index, uint8_t* work, const uint8_t* tail, const uint8_t* target,
            uint32_t start, double count, uint8_t* output) {
  const uint64_t nonce = kernels::kernel_at(index)->scan(
      work, {tail, target, start, static_cast<uint64_t>(count), output});
  return nonce == kernels::kNoNonce ? -1 : static_cast<double>(nonce);
}

// 0 when there is no such problem; that is written as seven words, in the order of its members.
EXPORT("solutionBytes") size_t solution_bytes(const Problem* problem) {
  return kernels::equihash::solution_bytes(*problem);
}

// The verdict's number.
EXPORT("verify") int32_t verify(const Problem* problem, const uint8_t* solution, size_t length) {
  return static_cast<int32_t>(
      kernels::equihash::verify(*problem, solution, length, verify_work));
}

EXPORT("beamTargetReached")
bool beam_target_reached(const uint8_t* solution, size_t length, uint32_t packed) {
  return kernels::equihash::beam_target_reached(solution, length, packed);
}

// 0 when it is not one that is solved.
EXPORT("solveWorkBytes") size_t solve_work_bytes(const Problem* problem) {
  return kernels::equihash::solve_work_bytes(*problem);
}

// 4 * number of solutions + how it ended. Nobody can stop it, as nobody shares this memory.
EXPORT("solve")
uint32_t solve(const Problem* problem, void* work, size_t work_bytes, uint8_t* solutions,
               size_t max_solutions) {
  const kernels::equihash::Solved solved =
      kernels::equihash::solve(*problem, work, work_bytes, solutions, max_solutions, nullptr);
  return 4 * solved.count + static_cast<uint32_t>(solved.end);
}

// Whether there is a step of this index; then `described` is filled.
EXPORT("describeStep") bool describe_step(uint32_t index, StepDescription* described) {
  const kernels::Step step = kernels::step_at(index);
  if (step.primitive == nullptr) return false;
  const kernels::Primitive& primitive = *step.primitive;
  *described = {step.owner, primitive.name, primitive.input_bytes, primitive.output_bytes};
  return true;
}

EXPORT("runStep")
void run_step(uint32_t index, const uint8_t* input, size_t length, uint8_t* output) {
  kernels::step_at(index).primitive->run(input, length, output);
}
