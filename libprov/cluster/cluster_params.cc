#include "libprov/cluster/cluster_params.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <limits>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace prov {
namespace {

constexpr auto kRules =
    std::to_array<std::string_view>({"earliest", "longest", "first", "outlet"});
constexpr auto kLinkages =
    std::to_array<std::string_view>({"star", "components"});
constexpr auto kScopes =
    std::to_array<std::string_view>({"all", "across-outlets", "within-outlet"});
constexpr auto kRevisions =
    std::to_array<std::string_view>({"keep", "collapse"});

// The member of an enumeration that `names` calls `name`.
template <typename Enum, size_t N>
absl::Status Parse(const std::array<std::string_view, N>& names,
                   std::string_view name, Enum& value) {
  for (size_t i = 0; i < N; ++i) {
    if (names[i] != name) continue;
    value = static_cast<Enum>(i);
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrFormat("unknown value '%s'", name));
}

template <typename Enum, size_t N>
std::string_view Name(const std::array<std::string_view, N>& names,
                      Enum value) {
  return names[static_cast<size_t>(value)];
}

}  // namespace

std::string_view ToString(KeepRule rule) { return Name(kRules, rule); }

absl::StatusOr<int64_t> ParseWindow(std::string_view text) {
  int64_t count = 0;
  const auto [rest, error] =
      std::from_chars(text.data(), text.data() + text.size(), count);
  const std::string_view unit =
      text.substr(static_cast<size_t>(rest - text.data()));
  const int64_t seconds = unit == "s"   ? 1
                          : unit == "m" ? 60
                          : unit == "h" ? 3600
                          : unit == "d" ? 86400
                                        : 0;
  if (error != std::errc() || seconds == 0 || count < 0 ||
      count > std::numeric_limits<int64_t>::max() / seconds) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "'%s' is not a span of time such as 90m, 72h or 3d", text));
  }
  return count * seconds;
}

void AddParams(const ClusterParams& cluster, Params& params) {
  params["keep"] = ToString(cluster.keep);
  params["linkage"] = Name(kLinkages, cluster.linkage);
  params["scope"] = Name(kScopes, cluster.scope);
  params["revisions"] = Name(kRevisions, cluster.revisions);
  if (!cluster.outlets.empty()) {
    params["outlets"] = absl::StrJoin(cluster.outlets, "\n");
  }
  if (cluster.window_seconds.has_value()) {
    params["window"] = absl::StrCat(*cluster.window_seconds, "s");
  }
}

absl::StatusOr<ClusterParams> ClusterParamsFrom(const Params& params) {
  ClusterParams cluster;
  for (const auto& [name, value] : params) {
    absl::Status status;
    if (name == "keep") status = Parse(kRules, value, cluster.keep);
    if (name == "linkage") status = Parse(kLinkages, value, cluster.linkage);
    if (name == "scope") status = Parse(kScopes, value, cluster.scope);
    if (name == "revisions") {
      status = Parse(kRevisions, value, cluster.revisions);
    }
    if (name == "outlets") cluster.outlets = absl::StrSplit(value, '\n');
    if (name == "window") {
      PROV_ASSIGN_OR_RETURN(cluster.window_seconds, ParseWindow(value));
    }
    if (!status.ok()) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "parameter '%s': %s", name, std::string(status.message())));
    }
  }
  return cluster;
}

}  // namespace prov
