#include "libprov/shingle/shingle_set.h"

#include <algorithm>

namespace prov {

std::string_view ToString(SimilarityMeasure similarity) {
  return similarity == SimilarityMeasure::kJaccard ? "jaccard" : "containment";
}

void MakeSet(std::vector<uint64_t>& shingles) {
  std::ranges::sort(shingles);
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
}

// A merge without branches on the data: which list advances is unpredictable.
Overlap Intersect(std::span<const uint64_t> a, std::span<const uint64_t> b) {
  Overlap overlap{.size_a = a.size(), .size_b = b.size()};
  size_t i = 0;
  size_t j = 0;
  while (i < a.size() && j < b.size()) {
    const uint64_t x = a[i];
    const uint64_t y = b[j];
    overlap.shared += static_cast<uint64_t>(x == y);
    i += static_cast<size_t>(x <= y);
    j += static_cast<size_t>(y <= x);
  }
  return overlap;
}

bool CanReach(TenThousandths threshold, uint64_t size_a, uint64_t size_b) {
  const auto [small, large] = std::minmax(size_a, size_b);
  return large > 0 && Ratio(small, large) >= threshold;
}

}  // namespace prov
