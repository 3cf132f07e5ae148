// The remainder that two operations of the inner hash take.
#pragma once

#include "../kernel.hpp"

namespace kernels::verushash {

// The remainder with the sign of the dividend, as processors give it, of a signed 64-bit number and
// a signed 32-bit one. The divisor is not -1, 0 or 1: the bits of it that name the operation see to
// that.
RIGWRIGHT_INLINE uint32_t signed_remainder(uint64_t dividend, uint32_t divisor) {
  const int64_t by = static_cast<int32_t>(divisor);
#ifdef RIGWRIGHT_X86
  // Two divisions of doubles are a little faster than one of integers on new processors, and much
  // faster on those before about 2019. The first quotient is off by less than 2^11, so that what it
  // leaves fits a double. The second one is then below 2^11 and cut to the right integer: where it
  // is no integer, it is at least 2^-31 away from the next one.
  const double by_double = static_cast<double>(by);
  const auto left_by = [by, by_double](uint64_t x) {
    const double quotient = static_cast<double>(static_cast<int64_t>(x)) / by_double;
    return x - static_cast<uint64_t>(static_cast<int64_t>(quotient)) * static_cast<uint64_t>(by);
  };
  const uint64_t rest = left_by(left_by(dividend));
  // The first quotient may have been too far from zero, which turned the sign.
  const int64_t towards = (static_cast<int64_t>(dividend) ^ by) < 0 ? -by : by;
  const bool is_turned = rest != 0 && static_cast<int64_t>(rest ^ dividend) < 0;
  return static_cast<uint32_t>(rest + (is_turned ? static_cast<uint64_t>(towards) : 0));
#else
  return static_cast<uint32_t>(static_cast<int64_t>(dividend) % by);
#endif
}

}  // namespace kernels::verushash
