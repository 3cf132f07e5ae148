// The kernels as a Node addon: the same functions as the WebAssembly module, over typed arrays.
// Types, lengths and ranges were checked by electron/platform/kernels, its only caller.
#include <napi.h>

#include "../kernels/dispatch.hpp"

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
  exports.Set("describeStep", Napi::Function::New<DescribeStep>(env, "describeStep"));
  exports.Set("runStep", Napi::Function::New<RunStep>(env, "runStep"));
  return exports;
}

}  // namespace

NODE_API_MODULE(kernels, Init)
