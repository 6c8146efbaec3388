// How fast signatures are joined: documents/s for a whole join, by the number
// of documents, with one in ten a near-duplicate of another; beside the
// sorting of as many 64-bit keys once a band.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "bench/random.h"
#include "libprov/candidate/band_join.h"

namespace {

constexpr uint32_t kSlots = 128;
constexpr prov::Banding kBanding{.bands = 16, .rows = 6};  // For .8 at .99.

prov::SignatureTable Signatures(size_t documents) {
  prov_bench::Random random(documents);
  prov::SignatureTable table(kSlots);
  std::vector<uint16_t> slots(kSlots);
  for (size_t d = 0; d < documents; ++d) {
    if (d > 0 && random.Below(10) == 0) {
      table.Get(static_cast<prov::DocumentId>(random.Below(d)), slots);
      for (uint16_t& slot : slots) {
        if (random.Below(10) == 0) slot = static_cast<uint16_t>(random.Next());
      }
    } else {
      for (uint16_t& slot : slots) slot = static_cast<uint16_t>(random.Next());
    }
    table.Append(slots);
  }
  return table;
}

void BM_JoinBands(benchmark::State& state) {
  const prov::SignatureTable table =
      Signatures(static_cast<size_t>(state.range(0)));
  std::vector<prov::DocumentId> documents(table.size());
  std::iota(documents.begin(), documents.end(), 0);
  for (auto _ : state) {
    benchmark::DoNotOptimize(prov::JoinBands(
        table, documents, kBanding, static_cast<unsigned>(state.range(1))));
  }
  const auto joined = static_cast<int64_t>(state.iterations()) * state.range(0);
  state.SetItemsProcessed(joined);
  state.SetBytesProcessed(joined * kSlots * 2);
}
BENCHMARK(BM_JoinBands)
    ->ArgNames({"documents", "threads"})
    ->Args({10000, 1})
    ->Args({100000, 1})
    ->Args({100000, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

// The reference.
void BM_SortKeys(benchmark::State& state) {
  prov_bench::Random random(1);
  std::vector<uint64_t> keys(static_cast<size_t>(state.range(0)));
  for (auto _ : state) {
    for (uint32_t band = 0; band < kBanding.bands; ++band) {
      for (uint64_t& key : keys) key = random.Next();
      std::ranges::sort(keys);
      benchmark::DoNotOptimize(keys.data());
    }
  }
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) *
                          state.range(0));
}
BENCHMARK(BM_SortKeys)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);

}  // namespace
