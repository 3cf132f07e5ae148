// Beam's difficulty, which is compared with the hash of a solution.
#pragma once

#include "../kernel.hpp"

namespace kernels::equihash {

// A packed difficulty is an order, 8 bits, above 24 bits of a mantissa that begins with a hidden 1.
// Writes mantissa << order as 32 bytes, big-endian; it is 2^24 times the difficulty. All ones stand
// for infinity, which is order 232 and no mantissa. False: above that; nothing is written.
bool beam_unpack(uint32_t packed, uint8_t* raw);

// Whether SHA-256 of the solution, as a big-endian number, is below 2^256 / difficulty.
bool beam_target_reached(const uint8_t* solution, size_t length, uint32_t packed);

}  // namespace kernels::equihash
