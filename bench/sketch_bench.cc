// How fast shingles become signatures: documents/s by the number of shingles,
// beside one pass over the same shingles, which is the least a sketch can cost.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "bench/random.h"
#include "libprov/sketch/one_permutation.h"

namespace {

std::vector<uint64_t> Shingles(size_t count) {
  prov_bench::Random random(count);
  std::vector<uint64_t> shingles(count);
  for (uint64_t& shingle : shingles) shingle = random.Next();
  return shingles;
}

void CountWork(benchmark::State& state) {
  const auto documents = static_cast<int64_t>(state.iterations());
  state.SetItemsProcessed(documents);
  state.SetBytesProcessed(documents * state.range(0) * 8);
}

void BM_Sketch(benchmark::State& state) {
  const std::vector<uint64_t> shingles =
      Shingles(static_cast<size_t>(state.range(0)));
  auto sketcher = prov::Sketcher::Create({});
  std::vector<uint16_t> slots(sketcher->params().num_slots);
  for (auto _ : state) {
    sketcher->Sketch(shingles, slots);
    benchmark::DoNotOptimize(slots.data());
    benchmark::ClobberMemory();
  }
  CountWork(state);
}
BENCHMARK(BM_Sketch)->Arg(5)->Arg(60)->Arg(300)->Arg(600)->Arg(3000);

// The reference.
void BM_LeastShingle(benchmark::State& state) {
  const std::vector<uint64_t> shingles =
      Shingles(static_cast<size_t>(state.range(0)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(std::ranges::min(shingles));
  }
  CountWork(state);
}
BENCHMARK(BM_LeastShingle)->Arg(5)->Arg(60)->Arg(300)->Arg(600)->Arg(3000);

}  // namespace
