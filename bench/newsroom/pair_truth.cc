// Shared shingles of all pairs of an edition are counted in one matrix: sort
// all (shingle, document), and add one for each pair in a run.

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>
#include <string_view>

#include "edition_truth.h"

namespace prov_bench {
namespace {

constexpr size_t kShingleWords = 5;

struct Pair {
  uint32_t a = 0, b = 0;  // a < b, into the edition's documents.
  uint64_t shared = 0;
};

struct Overlaps {
  std::vector<uint64_t> sizes;  // Shingles of each document.
  std::vector<Pair> pairs;      // With something in common, in order.
};

Overlaps CountOverlaps(const PrintedEdition& edition) {
  struct Entry {
    uint64_t shingle = 0;
    uint32_t document = 0;
  };
  const size_t count = edition.documents.size();
  Overlaps overlaps;
  std::vector<Entry> entries;
  for (uint32_t d = 0; d < count; ++d) {
    const auto shingles = ShingleSet(edition.documents[d].words, kShingleWords);
    overlaps.sizes.push_back(shingles.size());
    for (const uint64_t shingle : shingles) entries.push_back({shingle, d});
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.shingle != b.shingle ? a.shingle < b.shingle
                                  : a.document < b.document;
  });
  std::vector<uint32_t> shared(count * count);
  for (size_t begin = 0, end = 0; begin < entries.size(); begin = end) {
    while (end < entries.size() &&
           entries[end].shingle == entries[begin].shingle) {
      for (size_t i = begin; i < end; ++i) {
        ++shared[entries[i].document * count + entries[end].document];
      }
      ++end;
    }
  }
  for (uint32_t a = 0; a < count; ++a) {
    for (uint32_t b = a + 1; b < count; ++b) {
      if (shared[a * count + b] > 0) {
        overlaps.pairs.push_back({a, b, shared[a * count + b]});
      }
    }
  }
  return overlaps;
}

bool AtLeast(const Pair& pair, const std::vector<uint64_t>& sizes,
             uint64_t floor) {
  const uint64_t either = sizes[pair.a] + sizes[pair.b] - pair.shared;
  return pair.shared * 1000 >= floor * either;
}

// What the younger of two drafts is to the elder.
std::string_view RelationOf(const PrintedEdition& edition, const Pair& pair) {
  constexpr std::array<std::string_view, 5> kNames = {
      "none", "copy", "revision", "merge", "release"};
  const PrintedDocument& a = edition.documents[pair.a];
  const PrintedDocument& b = edition.documents[pair.b];
  if (a.story != b.story) return "background";
  for (const auto& [child, parent] : {std::pair(&a, &b), std::pair(&b, &a)}) {
    const Draft& draft = edition.draft(*child);
    if (draft.parent == parent->draft || draft.other_parent == parent->draft) {
      return kNames[static_cast<size_t>(draft.relation)];
    }
  }
  return "sibling";
}

void AppendRatio(std::string& out, uint64_t part, uint64_t whole) {
  const uint64_t ratio = part * 10000 / whole;
  std::array<char, 16> digits{};
  std::snprintf(digits.data(), digits.size(), "%u.%04u",
                static_cast<unsigned>(ratio / 10000),
                static_cast<unsigned>(ratio % 10000));
  out.append(digits.data());
}

void AppendPair(std::string& out, const PrintedEdition& edition,
                const Pair& pair, const std::vector<uint64_t>& sizes) {
  out.append("{\"schema\":\"prov.truth.pair/1\",\"a\":\"")
      .append(DocumentId(edition.first + pair.a))
      .append("\",\"b\":\"")
      .append(DocumentId(edition.first + pair.b))
      .append("\",\"jaccard\":");
  AppendRatio(out, pair.shared, sizes[pair.a] + sizes[pair.b] - pair.shared);
  out.append(",\"a_in_b\":");
  AppendRatio(out, pair.shared, sizes[pair.a]);
  out.append(",\"b_in_a\":");
  AppendRatio(out, pair.shared, sizes[pair.b]);
  out.append(",\"relation\":\"")
      .append(RelationOf(edition, pair))
      .append("\"}\n");
}

// Components of the pairs at kClusterFloor or above.
class Components {
 public:
  explicit Components(size_t count) : above_(count) {
    std::iota(above_.begin(), above_.end(), 0u);
  }

  // The least member.
  uint32_t Root(uint32_t x) {
    while (above_[x] != x) x = above_[x] = above_[above_[x]];
    return x;
  }

  void Join(uint32_t a, uint32_t b) {
    a = Root(a);
    b = Root(b);
    above_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<uint32_t> above_;
};

std::string ClusterLines(const PrintedEdition& edition,
                         Components& components) {
  std::vector<std::vector<uint32_t>> members(edition.documents.size());
  for (uint32_t d = 0; d < members.size(); ++d) {
    if (edition.documents[d].number == kNoNumber) continue;
    members[components.Root(d)].push_back(d);
  }
  std::string lines;
  for (const std::vector<uint32_t>& cluster : members) {
    if (cluster.empty()) continue;
    lines.append("{\"schema\":\"prov.truth.cluster/1\",\"cluster\":\"")
        .append(DocumentId(edition.first + cluster[0]))
        .append("\",\"members\":[");
    for (const uint32_t d : cluster) {
      if (d != cluster[0]) lines.push_back(',');
      lines.append("\"").append(DocumentId(edition.first + d)).append("\"");
    }
    lines.append("]}\n");
  }
  return lines;
}

}  // namespace

std::array<uint64_t, 10> BandsOf(const PrintedEdition& edition) {
  const Overlaps overlaps = CountOverlaps(edition);
  std::array<uint64_t, 10> bands{};
  for (const Pair& pair : overlaps.pairs) {
    const uint64_t either =
        overlaps.sizes[pair.a] + overlaps.sizes[pair.b] - pair.shared;
    ++bands[std::min<uint64_t>(pair.shared * 10 / either, 9)];
  }
  return bands;
}

PairTruth TruthOfPairs(const PrintedEdition& edition) {
  const Overlaps overlaps = CountOverlaps(edition);
  Components components(edition.documents.size());
  PairTruth truth;
  for (const Pair& pair : overlaps.pairs) {
    if (!AtLeast(pair, overlaps.sizes, kPairFloor)) continue;
    AppendPair(truth.pairs, edition, pair, overlaps.sizes);
    if (AtLeast(pair, overlaps.sizes, kClusterFloor)) {
      components.Join(pair.a, pair.b);
    }
  }
  truth.clusters = ClusterLines(edition, components);
  return truth;
}

}  // namespace prov_bench
