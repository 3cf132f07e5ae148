// The kernels as a Node addon: the same three functions as the WebAssembly module, over typed
// arrays. Types, lengths and ranges were checked by electron/platform/kernels, its only caller.
#include <napi.h>

#include "../kernels/kernel.hpp"

namespace {

const kernels::Kernel* kernel_at(const Napi::Value& index) {
  return kernels::kernel_at(index.As<Napi::Number>().Uint32Value());
}

uint8_t* bytes_of(const Napi::Value& value) { return value.As<Napi::Uint8Array>().Data(); }

// describe(index): name of a kernel that runs here; null beyond the last
Napi::Value Describe(const Napi::CallbackInfo& info) {
  const kernels::Kernel* kernel = kernel_at(info[0]);
  if (kernel == nullptr) return info.Env().Null();
  return Napi::String::New(info.Env(), kernel->name);
}

// hash(index, input, output)
Napi::Value Hash(const Napi::CallbackInfo& info) {
  const auto input = info[1].As<Napi::Uint8Array>();
  kernel_at(info[0])->hash(input.Data(), input.ByteLength(), bytes_of(info[2]));
  return info.Env().Undefined();
}

// scan(index, header, target, start, count): the first nonce that reaches the target, or -1
Napi::Value Scan(const Napi::CallbackInfo& info) {
  const uint64_t nonce = kernel_at(info[0])->scan({
      bytes_of(info[1]),
      bytes_of(info[2]),
      info[3].As<Napi::Number>().Uint32Value(),
      static_cast<uint64_t>(info[4].As<Napi::Number>().Int64Value()),
  });
  const double found = nonce == kernels::kNoNonce ? -1 : static_cast<double>(nonce);
  return Napi::Number::New(info.Env(), found);
}

Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("describe", Napi::Function::New<Describe>(env, "describe"));
  exports.Set("hash", Napi::Function::New<Hash>(env, "hash"));
  exports.Set("scan", Napi::Function::New<Scan>(env, "scan"));
  return exports;
}

}  // namespace

NODE_API_MODULE(kernels, Init)
