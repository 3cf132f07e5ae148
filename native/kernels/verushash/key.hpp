// The key of VerusHash 2: a chain of Haraka-256, which every nonce changes and puts back.
#pragma once

#include "haraka.hpp"

namespace kernels::verushash {

constexpr int kKeyBlocks = 552;

// The blocks that an inner hash can choose and change; those after them only prolong key schedules.
constexpr int kChosenBlocks = 512;

// The inner hash chooses two blocks in each of its rounds, and these alone it changes.
constexpr int kRounds = 32;

template <class Ops>
struct Key {
  typename Ops::Block blocks[kKeyBlocks];
  typename Ops::Block untouched[kChosenBlocks];
  // Which blocks the last inner hash may have changed.
  uint16_t changed[2 * kRounds];
};

// `seed` is the 32 bytes of the sponge.
template <class Ops>
void make_key(Key<Ops>& key, const uint8_t* seed) {
  Pair<Ops> link = {Ops::load(seed), Ops::load(seed + 16)};
  for (int i = 0; i < kKeyBlocks; i += 2) {
    link = haraka_256<Ops>(link);
    key.blocks[i] = link.a;
    key.blocks[i + 1] = link.b;
  }
  for (int i = 0; i < kChosenBlocks; i += 1) key.untouched[i] = key.blocks[i];
}

// Undoes what one inner hash did.
template <class Ops>
RIGWRIGHT_INLINE void restore(Key<Ops>& key) {
  for (const uint16_t index : key.changed) key.blocks[index] = key.untouched[index];
}

}  // namespace kernels::verushash
