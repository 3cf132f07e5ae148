// Equihash (Biryukov and Khovratovich, NDSS 2016) in the forms that coins use: as Zcash defined it,
// with the changes of Beam, and BeamHash III, which has only the idea in common.
#pragma once

#include "../kernel.hpp"

namespace kernels::equihash {

enum class Scheme : uint32_t {
  equihash = 0,    // as Zcash: (200,9), (192,7), (144,5), (96,5) and others
  equihash_r = 1,  // with leaves that are sums of up to sixteen hashes, as Flux (125,4) and Beam
  beamhash1 = 2,   // equihash_r with (150,5) and r = 0
  beamhash2 = 3,   // equihash_r with (150,5) and r = 3
  beamhash3 = 4,
};

struct Problem {
  Scheme scheme;
  // Not looked at for BeamHash, which has but one set of them; `r` is for equihash_r alone.
  uint32_t n, k, r;
  // 8 bytes, which n and k follow. Null: the scheme's own, "ZcashPoW" or else "Beam-PoW".
  const uint8_t* personal;
  // What is to be solved, nonce included: 140 bytes for Zcash, 40 for Beam.
  const uint8_t* input;
  size_t input_bytes;
};

enum class Verdict : int32_t {
  valid = 0,
  length = 1,      // the solution has not the length that belongs to the parameters
  range = 2,       // an index is above those allowed
  collision = 3,   // the leaves do not agree where they must, or do not cancel out in the end
  order = 4,       // a pair of branches stands the wrong way round
  distinct = 5,    // an index occurs twice
  parameters = 6,  // there is no such problem
};

// What `verify` needs of the caller's memory, aligned to 8 bytes.
constexpr size_t kVerifyWorkBytes = 24 * 1024;

// Bytes of a solution; 0 when there is no such problem. Allowed are k from 3 to 9, n / (k + 1)
// whole and from 8 to 30, r up to 4, and hashes that BLAKE2b can give.
size_t solution_bytes(const Problem& problem);

// The first fault of a solution of any length: levels from the leaves up, pairs from left to right.
Verdict verify(const Problem& problem, const uint8_t* solution, size_t length, void* work);

enum class SolveEnd : int32_t {
  complete = 0,    // all solutions are there
  stopped = 1,     // `stop` was set
  crowded = 2,     // a list or the room for solutions was full, and something was left out
  parameters = 3,  // `solve_work_bytes` gives 0, or there was less than it gives
};

struct Solved {
  SolveEnd end;
  uint32_t count;
};

// What `solve` needs of the caller's memory, aligned to 8 bytes; 0 when it does not solve such a
// problem. It solves equihash and equihash_r with k up to 5 and n / (k + 1) up to 16: for (96,5) it
// takes 31 MiB.
size_t solve_work_bytes(const Problem& problem);

// Finds all solutions of a small problem, in no particular order, each once. Writes `count` of
// them, `solution_bytes` each, one after the other. It ends a few milliseconds after `stop`, which
// may be null, has become other than 0.
Solved solve(const Problem& problem, void* work, size_t work_bytes, uint8_t* solutions,
             size_t max_solutions, const volatile int32_t* stop);

// The steps of these schemes; primitives.cpp says how their input is written.
extern const Primitive kPrimitives[];
extern const size_t kPrimitiveCount;

}  // namespace kernels::equihash
