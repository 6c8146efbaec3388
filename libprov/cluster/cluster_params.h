// How clusters are made: who is preferred, what links documents, and which
// pairs are not to be joined however similar they are.

#ifndef LIBPROV_CLUSTER_CLUSTER_PARAMS_H_
#define LIBPROV_CLUSTER_CLUSTER_PARAMS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/store/container.h"

namespace prov {

enum class KeepRule : uint8_t { kEarliest, kLongest, kFirst, kOutlet };

// What a document has to match to be dropped.
enum class Linkage : uint8_t {
  kStar,        // The record that is kept for it.
  kComponents,  // Any member of the cluster: may chain.
};

enum class Scope : uint8_t { kAll, kAcrossOutlets, kWithinOutlet };

enum class Revisions : uint8_t { kKeep, kCollapse };

struct ClusterParams {
  KeepRule keep = KeepRule::kEarliest;
  std::vector<std::string> outlets;  // For kOutlet: the most preferred first.
  Linkage linkage = Linkage::kStar;
  Scope scope = Scope::kAll;
  Revisions revisions = Revisions::kKeep;
  std::optional<int64_t> window_seconds;  // Published no further apart.
};

// "earliest", "longest", "first" or "outlet".
std::string_view ToString(KeepRule rule);

// "72h", "90m", "3d" or "3600s" in seconds, else InvalidArgument.
absl::StatusOr<int64_t> ParseWindow(std::string_view text);

// Adds what the parameters of a run say of clustering.
void AddParams(const ClusterParams& cluster, Params& params);
absl::StatusOr<ClusterParams> ClusterParamsFrom(const Params& params);

}  // namespace prov

#endif  // LIBPROV_CLUSTER_CLUSTER_PARAMS_H_
