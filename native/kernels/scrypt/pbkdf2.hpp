// PBKDF2 with HMAC-SHA256 and one iteration (RFC 8018), the frame of scrypt.
#pragma once

#include "../kernel.hpp"

namespace kernels::scrypt {

// A password, ready to derive keys from.
struct Password {
  uint32_t inner[8], outer[8];  // SHA-256 after the first block of either hash of HMAC
};

Password password_of(const uint8_t* input, size_t length);

// Writes `output_bytes`, a multiple of 32.
void derive(const Password& password, const uint8_t* salt, size_t salt_bytes, uint8_t* output,
            size_t output_bytes);

}  // namespace kernels::scrypt
