#include "beam-target.hpp"

#include "../sha256d/lanes.hpp"

namespace kernels::equihash {

namespace {

constexpr uint32_t kMantissaBits = 24;
constexpr uint32_t kInfinity = 232u << kMantissaBits;

}  // namespace

bool beam_unpack(uint32_t packed, uint8_t* raw) {
  if (packed > kInfinity) return false;
  if (packed == kInfinity) {
    for (size_t i = 0; i < kHashBytes; i += 1) raw[i] = 0xff;
    return true;
  }
  for (size_t i = 0; i < kHashBytes; i += 1) raw[i] = 0;
  const uint32_t order = packed >> kMantissaBits;
  const uint32_t hidden = uint32_t{1} << kMantissaBits;
  uint32_t mantissa = (hidden | (packed & (hidden - 1))) << order % 8;
  for (size_t i = kHashBytes - order / 8; mantissa != 0; mantissa >>= 8) {
    i -= 1;
    raw[i] = static_cast<uint8_t>(mantissa);
  }
  return true;
}

bool beam_target_reached(const uint8_t* solution, size_t length, uint32_t packed) {
  uint8_t raw[kHashBytes];
  if (!beam_unpack(packed, raw)) return false;
  uint8_t hash[kHashBytes];
  sha256d::sha256<sha256d::compress_portable>(solution, length, hash);

  // The product of the two, byte by byte, must stay below 2^256 times the 2^24 of difficulty 1.
  constexpr size_t kProductBytes = 2 * kHashBytes;
  uint32_t product[kProductBytes] = {};
  for (size_t i = 0; i < kHashBytes; i += 1) {
    for (size_t j = 0; j < kHashBytes; j += 1) {
      product[i + j + 1] += uint32_t{hash[i]} * raw[j];
    }
  }
  uint32_t above = 0;
  for (size_t i = kProductBytes; i-- > 0;) {
    const uint32_t sum = product[i] + (i + 1 < kProductBytes ? product[i + 1] >> 8 : 0);
    product[i] = sum;
    if (i < kProductBytes - (256 + kMantissaBits) / 8) above |= sum & 0xff;
  }
  return above == 0;
}

}  // namespace kernels::equihash
