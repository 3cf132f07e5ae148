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
}

}  // namespace kernels::verushash
