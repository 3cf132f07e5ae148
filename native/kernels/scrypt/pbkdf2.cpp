#include "pbkdf2.hpp"

#include "../sha256d/lanes.hpp"

namespace kernels::scrypt {

namespace {

using sha256d::compress_portable;
using sha256d::kBlockBytes;
using sha256d::kInitial;

// Adds the last bytes, fewer than a block, of a message of `total` bytes.
void compress_end(uint32_t* state, const uint8_t* rest, size_t rest_bytes, size_t total) {
  uint8_t last[2 * kBlockBytes] = {};
  for (size_t i = 0; i < rest_bytes; i += 1) last[i] = rest[i];
  last[rest_bytes] = 0x80;
  const size_t end = rest_bytes + 9 <= kBlockBytes ? kBlockBytes : 2 * kBlockBytes;
  const uint64_t bits = uint64_t{total} * 8;
  sha256d::store_big(last + end - 8, static_cast<uint32_t>(bits >> 32));
  sha256d::store_big(last + end - 4, static_cast<uint32_t>(bits));
  for (size_t at = 0; at < end; at += kBlockBytes) compress_portable(state, last + at);
}

void start(const uint8_t* key, uint8_t mask, uint32_t* state) {
  uint8_t block[kBlockBytes];
  for (size_t i = 0; i < kBlockBytes; i += 1) block[i] = key[i] ^ mask;
  for (int i = 0; i < 8; i += 1) state[i] = kInitial[i];
  compress_portable(state, block);
}

void copy_state(uint32_t* to, const uint32_t* from) {
  for (int i = 0; i < 8; i += 1) to[i] = from[i];
}

}  // namespace

Password password_of(const uint8_t* input, size_t length) {
  uint8_t key[kBlockBytes] = {};
  if (length > kBlockBytes) {
    sha256d::sha256<compress_portable>(input, length, key);
  } else {
    for (size_t i = 0; i < length; i += 1) key[i] = input[i];
  }
  Password password;
  start(key, 0x36, password.inner);
  start(key, 0x5c, password.outer);
  return password;
}

void derive(const Password& password, const uint8_t* salt, size_t salt_bytes, uint8_t* output,
            size_t output_bytes) {
  uint32_t salted[8];
  copy_state(salted, password.inner);
  size_t offset = 0;
  for (; salt_bytes - offset >= kBlockBytes; offset += kBlockBytes) {
    compress_portable(salted, salt + offset);
  }
  // The number of the block of output follows the salt.
  uint8_t rest[kBlockBytes + 4];
  const size_t salt_rest = salt_bytes - offset;
  for (size_t i = 0; i < salt_rest; i += 1) rest[i] = salt[offset + i];

  for (uint32_t number = 1; (number - 1) * kHashBytes < output_bytes; number += 1) {
    uint32_t state[8];
    copy_state(state, salted);
    sha256d::store_big(rest + salt_rest, number);
    size_t rest_bytes = salt_rest + 4;
    const uint8_t* end = rest;
    if (rest_bytes >= kBlockBytes) {
      compress_portable(state, rest);
      end += kBlockBytes;
      rest_bytes -= kBlockBytes;
    }
    compress_end(state, end, rest_bytes, kBlockBytes + salt_bytes + 4);

    uint8_t inner[kHashBytes];
    for (int i = 0; i < 8; i += 1) sha256d::store_big(inner + 4 * i, state[i]);
    copy_state(state, password.outer);
    compress_end(state, inner, kHashBytes, kBlockBytes + kHashBytes);
    uint8_t* block = output + (number - 1) * kHashBytes;
    for (int i = 0; i < 8; i += 1) sha256d::store_big(block + 4 * i, state[i]);
  }
}

}  // namespace kernels::scrypt
