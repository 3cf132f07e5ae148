// The kernels as a Node addon: the same functions as the WebAssembly module, over typed arrays.
// Types, lengths and ranges were checked by electron/platform/kernels, its only caller.
#include <napi.h>

#include "../kernels/dispatch.hpp"
#include "../kernels/equihash/beam-target.hpp"
#include "../kernels/equihash/equihash.hpp"

namespace {

constexpr uintptr_t kWorkAlignment = 64;

const kernels::Kernel& kernel_of(const Napi::Value& index) {
  return *kernels::kernel_at(index.As<Napi::Number>().Uint32Value());
}

uint8_t* bytes_of(const Napi::Value& value) { return value.As<Napi::Uint8Array>().Data(); }

// A buffer stays where it is but may begin anywhere, so it is longer than the work by the alignment.
kernels::Work work_of(const Napi::Value& value) {
  const auto address = reinterpret_cast<uintptr_t>(bytes_of(value));
  return reinterpret_cast<uint8_t*>((address + kWorkAlignment - 1) & ~(kWorkAlignment - 1));
}

// describe(index): what is known of a kernel that runs here; null beyond the last
Napi::Value Describe(const Napi::CallbackInfo& info) {
  const auto* kernel = kernels::kernel_at(info[0].As<Napi::Number>().Uint32Value());
  if (kernel == nullptr) return info.Env().Null();
  Napi::Object described = Napi::Object::New(info.Env());
  described.Set("name", kernel->name);
  described.Set("headerBytes", static_cast<double>(kernel->header_bytes));
  described.Set("tailBytes", static_cast<double>(kernel->tail_bytes));
  described.Set("workBytes", static_cast<double>(kernel->work_bytes + kWorkAlignment));
  return described;
}

// hash(index, work, input, output)
Napi::Value Hash(const Napi::CallbackInfo& info) {
  const auto input = info[2].As<Napi::Uint8Array>();
  kernel_of(info[0]).hash(work_of(info[1]), input.Data(), input.ByteLength(), bytes_of(info[3]));
  return info.Env().Undefined();
}

// prepare(index, work, header, rule): whether the rule takes the header
Napi::Value Prepare(const Napi::CallbackInfo& info) {
  const auto rule = static_cast<kernels::HeaderRule>(info[3].As<Napi::Number>().Uint32Value());
  const bool is_taken = kernel_of(info[0]).prepare(work_of(info[1]), bytes_of(info[2]), rule);
  return Napi::Boolean::New(info.Env(), is_taken);
}

// check(index, work, tail, output)
Napi::Value Check(const Napi::CallbackInfo& info) {
  kernel_of(info[0]).check(work_of(info[1]), bytes_of(info[2]), bytes_of(info[3]));
  return info.Env().Undefined();
}

// scan(index, work, tail, target, start, count, output): the first nonce that reaches it, or -1
Napi::Value Scan(const Napi::CallbackInfo& info) {
  const kernels::Scan scan = {
      bytes_of(info[2]),
      bytes_of(info[3]),
      info[4].As<Napi::Number>().Uint32Value(),
      static_cast<uint64_t>(info[5].As<Napi::Number>().Int64Value()),
      bytes_of(info[6]),
  };
  const uint64_t nonce = kernel_of(info[0]).scan(work_of(info[1]), scan);
  const double found = nonce == kernels::kNoNonce ? -1 : static_cast<double>(nonce);
  return Napi::Number::New(info.Env(), found);
}

// The six arguments that every function about a problem begins with: scheme, n, k, r, personal, input
kernels::equihash::Problem problem_of(const Napi::CallbackInfo& info) {
  const auto number = [&info](size_t i) { return info[i].As<Napi::Number>().Uint32Value(); };
  const auto input = info[5].As<Napi::Uint8Array>();
  return {
      static_cast<kernels::equihash::Scheme>(number(0)),
      number(1),
      number(2),
      number(3),
      info[4].IsNull() ? nullptr : bytes_of(info[4]),
      input.Data(),
      input.ByteLength(),
  };
}

// solutionBytes(problem …): 0 when there is no such problem
Napi::Value SolutionBytes(const Napi::CallbackInfo& info) {
  const size_t bytes = kernels::equihash::solution_bytes(problem_of(info));
  return Napi::Number::New(info.Env(), static_cast<double>(bytes));
}

// verify(problem …, solution): the verdict's number
Napi::Value Verify(const Napi::CallbackInfo& info) {
  const auto solution = info[6].As<Napi::Uint8Array>();
  alignas(kWorkAlignment) uint8_t work[kernels::equihash::kVerifyWorkBytes];
  const auto verdict = kernels::equihash::verify(problem_of(info), solution.Data(),
                                                 solution.ByteLength(), work);
  return Napi::Number::New(info.Env(), static_cast<double>(verdict));
}

// beamTargetReached(solution, packed)
Napi::Value BeamTargetReached(const Napi::CallbackInfo& info) {
  const auto solution = info[0].As<Napi::Uint8Array>();
  const bool is_reached = kernels::equihash::beam_target_reached(
      solution.Data(), solution.ByteLength(), info[1].As<Napi::Number>().Uint32Value());
  return Napi::Boolean::New(info.Env(), is_reached);
}

// solveWorkBytes(problem …): 0 when it is not one that is solved
Napi::Value SolveWorkBytes(const Napi::CallbackInfo& info) {
  const size_t bytes = kernels::equihash::solve_work_bytes(problem_of(info));
  return Napi::Number::New(info.Env(), bytes == 0 ? 0.0 : static_cast<double>(bytes + kWorkAlignment));
}

// solve(problem …, work, solutions, room, stop): 4 * number of solutions + how it ended. `stop` is an
// Int32Array of shared memory, or null.
Napi::Value Solve(const Napi::CallbackInfo& info) {
  const auto work = info[6].As<Napi::Uint8Array>();
  const int32_t* stop = info[9].IsNull() ? nullptr : info[9].As<Napi::Int32Array>().Data();
  const kernels::equihash::Solved solved = kernels::equihash::solve(
      problem_of(info), work_of(info[6]), work.ByteLength() - kWorkAlignment, bytes_of(info[7]),
      info[8].As<Napi::Number>().Uint32Value(), stop);
  return Napi::Number::New(info.Env(), 4.0 * solved.count + static_cast<double>(solved.end));
}

// describeStep(index): what is known of a step; null beyond the last
Napi::Value DescribeStep(const Napi::CallbackInfo& info) {
  const kernels::Step step = kernels::step_at(info[0].As<Napi::Number>().Uint32Value());
  if (step.primitive == nullptr) return info.Env().Null();
  const bool is_any = step.primitive->input_bytes == kernels::kAnyLength;
  Napi::Object described = Napi::Object::New(info.Env());
  described.Set("owner", step.owner);
  described.Set("name", step.primitive->name);
  described.Set("inputBytes", is_any ? -1 : static_cast<double>(step.primitive->input_bytes));
  described.Set("outputBytes", static_cast<double>(step.primitive->output_bytes));
  return described;
}

// runStep(index, input, output)
Napi::Value RunStep(const Napi::CallbackInfo& info) {
  const auto input = info[1].As<Napi::Uint8Array>();
  const kernels::Step step = kernels::step_at(info[0].As<Napi::Number>().Uint32Value());
  step.primitive->run(input.Data(), input.ByteLength(), bytes_of(info[2]));
  return info.Env().Undefined();
}

Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("describe", Napi::Function::New<Describe>(env, "describe"));
  exports.Set("hash", Napi::Function::New<Hash>(env, "hash"));
  exports.Set("prepare", Napi::Function::New<Prepare>(env, "prepare"));
  exports.Set("check", Napi::Function::New<Check>(env, "check"));
  exports.Set("scan", Napi::Function::New<Scan>(env, "scan"));
  exports.Set("solutionBytes", Napi::Function::New<SolutionBytes>(env, "solutionBytes"));
  exports.Set("verify", Napi::Function::New<Verify>(env, "verify"));
  exports.Set("beamTargetReached", Napi::Function::New<BeamTargetReached>(env, "beamTargetReached"));
  exports.Set("solveWorkBytes", Napi::Function::New<SolveWorkBytes>(env, "solveWorkBytes"));
  exports.Set("solve", Napi::Function::New<Solve>(env, "solve"));
  exports.Set("describeStep", Napi::Function::New<DescribeStep>(env, "describeStep"));
  exports.Set("runStep", Napi::Function::New<RunStep>(env, "runStep"));
  return exports;
}

}  // namespace

NODE_API_MODULE(kernels, Init)
