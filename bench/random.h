// A small seeded generator whose values are ours alone: the distributions of
// <random> differ between standard libraries, and a planted corpus has to be
// the same corpus everywhere.

#ifndef BENCH_RANDOM_H_
#define BENCH_RANDOM_H_

#include <cstddef>
#include <cstdint>

namespace prov_bench {

// splitmix64 (Steele, Lea, Flood 2014).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    uint64_t x = state_ += 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
  }

  // In [0, bound); the bias of the remainder is below bound / 2^64.
  // REQUIRES: bound > 0.
  size_t Below(size_t bound) { return static_cast<size_t>(Next() % bound); }

 private:
  uint64_t state_;
};

}  // namespace prov_bench

#endif  // BENCH_RANDOM_H_
