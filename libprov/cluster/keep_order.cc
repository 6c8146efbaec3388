// Dates, which decide most comparisons, are copied out so that sorting does
// not jump about in the table.

#include "libprov/cluster/keep_order.h"

#include <cstdint>
#include <limits>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "libprov/store/sorted_set.h"

namespace prov {
namespace {

constexpr uint64_t kParts = 16;  // Of a budget.

struct Preference {
  uint64_t rule = 0;  // Smaller is better; what `keep` asks for first.
  int64_t earliest = 0;
  int64_t latest = 0;
  uint32_t shortness = 0;
  DocumentId document = 0;

  auto Fields() const { return std::tuple(rule, earliest, latest, shortness); }
};

struct IsPreferred {
  const KeyOrder* keys;
  bool operator()(const Preference& a, const Preference& b) const {
    if (a.Fields() != b.Fields()) return a.Fields() < b.Fields();
    return keys->Less(a.document, b.document);
  }
};

// The rank of each outlet of the table in the user's list; those not listed
// come after all that are.
std::vector<uint64_t> OutletRanks(const DocumentTable& table,
                                  const ClusterParams& params) {
  absl::flat_hash_map<std::string_view, uint64_t> listed;
  for (const std::string& outlet : params.outlets) {
    listed.try_emplace(outlet, listed.size());
  }
  std::vector<uint64_t> ranks(table.outlet_count(), listed.size());
  for (uint32_t outlet = 0; outlet < ranks.size(); ++outlet) {
    const auto found = listed.find(table.outlet_name(outlet));
    if (found != listed.end()) ranks[outlet] = found->second;
  }
  return ranks;
}

}  // namespace

absl::Status SortByPreference(const DocumentTable& table, const KeyOrder& keys,
                              const ClusterParams& params,
                              const MemoryBudget& memory,
                              std::vector<DocumentId>& documents) {
  std::vector<uint64_t> outlet_ranks;
  if (params.keep == KeepRule::kOutlet) {
    outlet_ranks = OutletRanks(table, params);
  }
  SortedSet<Preference, IsPreferred> preferences(memory.Share(kParts),
                                                 IsPreferred{&keys});
  DocumentTable::Reader rows(table);
  for (const DocumentId document : documents) {
    const DocumentRow& row = rows[document];
    Preference preference{.document = document};
    const bool dated = row.published.grade != DateGrade::kNone;
    constexpr int64_t kLast = std::numeric_limits<int64_t>::max();
    preference.earliest = dated ? row.published.earliest : kLast;
    preference.latest = dated ? row.published.latest : kLast;
    preference.shortness = ~row.token_count;
    switch (params.keep) {
      case KeepRule::kEarliest:
        break;
      case KeepRule::kLongest:
        preference.rule = preference.shortness;
        break;
      case KeepRule::kFirst:
        preference.rule = document;
        break;
      case KeepRule::kOutlet:
        preference.rule = outlet_ranks[row.outlet];
        break;
    }
    preferences.Add(preference);
  }
  size_t next = 0;
  return preferences.ForEach([&](const Preference& preference) {
    documents[next++] = preference.document;
    return absl::OkStatus();
  });
}

}  // namespace prov
