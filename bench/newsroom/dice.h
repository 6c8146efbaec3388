// Integer draws for the simulator: no floating point, so a seed gives the same
// newsroom everywhere.

#ifndef BENCH_NEWSROOM_DICE_H_
#define BENCH_NEWSROOM_DICE_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "../random.h"

namespace prov_bench {

// A well-mixed seed for the part `number` of what `seed` governs.
inline uint64_t MixSeed(uint64_t seed, uint64_t number) {
  return Random(seed ^ Random(number + 0x5bd1e995).Next()).Next();
}

class Dice {
 public:
  explicit Dice(uint64_t seed) : random_(seed) {}

  uint64_t Next() { return random_.Next(); }

  // In [0, bound).  REQUIRES: bound > 0.
  uint32_t Below(uint32_t bound) {
    return static_cast<uint32_t>(((random_.Next() >> 32) * bound) >> 32);
  }

  // In [low, high].
  int64_t Between(int64_t low, int64_t high) {
    return low +
           static_cast<int64_t>(Below(static_cast<uint32_t>(high - low) + 1));
  }

  bool PerMille(uint32_t chance) { return Below(1000) < chance; }
  bool Percent(uint32_t chance) { return Below(100) < chance; }

  // An index, with the probabilities that `weights` stand in.
  size_t Weighted(std::initializer_list<uint32_t> weights) {
    uint32_t total = 0;
    for (const uint32_t weight : weights) total += weight;
    uint32_t left = Below(total);
    size_t i = 0;
    for (const uint32_t weight : weights) {
      if (left < weight) break;
      left -= weight;
      ++i;
    }
    return i;
  }

 private:
  Random random_;
};

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_DICE_H_
