// What the two bindings, the addon and the WebAssembly module, need besides the kernels themselves.
#pragma once

#include "kernel.hpp"

namespace kernels {

// One step of an algorithm, with the name of the kernel or the verifier that it is a part of.
struct Step {
  const char* owner;
  const Primitive* primitive;
};

// The steps of all that runs on this processor; one without a primitive beyond the last.
Step step_at(size_t index);

}  // namespace kernels
