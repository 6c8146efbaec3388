// The exact set of a text's shingles, and what similarity means here.
//
//   Jaccard(A, B)     = |A n B| / |A u B|
//   containment(A, B) = |A n B| / |A|       how much of A lies in B
//
// Where containment is what makes two texts similar, it is that of the smaller
// set in the larger.
//
// Every similarity that leaves libprov comes from Overlap, never from a
// sketch, and is compared with a threshold in whole ten-thousandths.

#ifndef LIBPROV_SHINGLE_SHINGLE_SET_H_
#define LIBPROV_SHINGLE_SHINGLE_SET_H_

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "libprov/base/json_writer.h"

namespace prov {

enum class SimilarityMeasure : uint8_t { kJaccard, kContainment };

// "jaccard" or "containment".
std::string_view ToString(SimilarityMeasure similarity);

struct Overlap {
  uint64_t shared = 0;
  uint64_t size_a = 0;
  uint64_t size_b = 0;

  bool same_set() const { return shared == size_a && shared == size_b; }

  // Two empty sets are equal, so their similarity is 1; that texts without
  // words are no evidence of anything is for the callers to mind.
  TenThousandths jaccard() const {
    return Share(shared, size_a + size_b - shared);
  }
  TenThousandths a_in_b() const { return Share(shared, size_a); }
  TenThousandths b_in_a() const { return Share(shared, size_b); }
  TenThousandths similarity(SimilarityMeasure measure) const {
    return measure == SimilarityMeasure::kJaccard
               ? jaccard()
               : Share(shared, std::min(size_a, size_b));
  }

  static TenThousandths Share(uint64_t part, uint64_t whole) {
    return whole == 0 ? TenThousandths{10000} : Ratio(part, whole);
  }

  friend bool operator==(const Overlap&, const Overlap&) = default;
};

// When two sets are similar.
struct Criterion {
  // Jaccard similarity is what most callers mean.
  // NOLINTNEXTLINE(google-explicit-constructor)
  Criterion(TenThousandths threshold_in,
            SimilarityMeasure similarity_in = SimilarityMeasure::kJaccard)
      : threshold(threshold_in), similarity(similarity_in) {}

  bool Holds(const Overlap& overlap) const {
    return overlap.similarity(similarity) >= threshold;
  }

  TenThousandths threshold;
  SimilarityMeasure similarity;
};

// Sorts `shingles` and removes repetitions: what is left is a set.
void MakeSet(std::vector<uint64_t>& shingles);

// O(|A| + |B|).  REQUIRES: both are sets (MakeSet).
Overlap Intersect(std::span<const uint64_t> a, std::span<const uint64_t> b);

// Whether sets of these sizes can reach a Jaccard similarity at all.  An empty
// set reaches none: it is evidence of nothing.
bool CanReach(TenThousandths threshold, uint64_t size_a, uint64_t size_b);

}  // namespace prov

#endif  // LIBPROV_SHINGLE_SHINGLE_SET_H_
