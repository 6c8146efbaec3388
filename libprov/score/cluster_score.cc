#include "libprov/score/cluster_score.h"

#include <limits>
#include <vector>

#include "absl/strings/str_format.h"
#include "libprov/cluster/cluster_file.h"
#include "libprov/score/figures.h"
#include "libprov/score/key_numbers.h"
#include "libprov/score/text_table.h"
#include "libprov/score/truth_file.h"

namespace prov {
namespace {

constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();

// The found cluster of each document, numbered as in `documents`.
absl::StatusOr<std::vector<uint32_t>> FoundClusters(
    const ClusterFile& file, const KeyNumbers& documents) {
  std::vector<uint32_t> cluster_of(documents.size(), kNone);
  uint32_t clusters = 0;
  for (const ClusterLine& line : file.clusters) {
    const auto add = [&](const std::string& key) {
      const std::optional<uint32_t> document = documents.Find(key);
      if (!document.has_value()) {
        return absl::DataLossError(absl::StrFormat(
            "%s: the truth has no document '%s'; name the truth of the same "
            "documents",
            line.place, key));
      }
      if (cluster_of[*document] != kNone) {
        return absl::DataLossError(absl::StrFormat(
            "%s: '%s' is in a cluster already", line.place, key));
      }
      cluster_of[*document] = clusters;
      return absl::OkStatus();
    };
    PROV_RETURN_IF_ERROR(add(line.keep));
    for (const std::string& key : line.dropped) PROV_RETURN_IF_ERROR(add(key));
    ++clusters;
  }
  for (uint32_t& cluster : cluster_of) {
    if (cluster == kNone) cluster = clusters++;
  }
  return cluster_of;
}

}  // namespace

absl::StatusOr<PartitionScore> ScoreClusters(const std::string& clusters_path,
                                             const std::string& truth_path) {
  KeyNumbers documents;
  std::vector<uint32_t> truth;
  PROV_RETURN_IF_ERROR(
      ForEachTruthMember(
          truth_path,
          [&](std::string_view key, uint32_t cluster) -> absl::Status {
            if (!documents.Add(key).is_new) {
              return absl::InvalidArgumentError(
                  absl::StrFormat("'%s' is in a cluster already", key));
            }
            truth.push_back(cluster);
            return absl::OkStatus();
          })
          .status());
  PROV_ASSIGN_OR_RETURN(const ClusterFile file, ReadClusters(clusters_path));
  // Matches, say, would otherwise pass for a plan that joins nothing.
  if (file.clusters.empty() && !file.run.params.contains("linkage")) {
    return absl::DataLossError(
        clusters_path + ": has no clusters; name what prov-cluster wrote");
  }
  PROV_ASSIGN_OR_RETURN(const std::vector<uint32_t> found,
                        FoundClusters(file, documents));
  return ScorePartition(found, truth);
}

std::string EvalLine(const PartitionScore& score) {
  std::string line;
  JsonWriter json(line);
  json.BeginObject()
      .Member("schema", "prov.eval/1")
      .Member("task", "cluster")
      .Member("documents", score.documents)
      .Member("found_clusters", score.found_clusters)
      .Member("true_clusters", score.true_clusters);
  WriteProportion(json, "pair_precision", score.pair_precision);
  WriteProportion(json, "pair_recall", score.pair_recall);
  WriteScore(json, "pair_f1", F1(score.pair_precision, score.pair_recall));
  WriteScore(json, "ari", score.adjusted_rand_index);
  WriteScore(json, "b_cubed_precision", score.b_cubed_precision);
  WriteScore(json, "b_cubed_recall", score.b_cubed_recall);
  WriteScore(json, "b_cubed_f1",
             HarmonicMean(score.b_cubed_precision, score.b_cubed_recall));
  json.EndObject();
  return line;
}

std::string EvalText(const PartitionScore& score) {
  const std::string counts = absl::StrFormat(
      "%d documents in %d clusters, of %d that are true\n", score.documents,
      score.found_clusters, score.true_clusters);
  return counts +
         TextTable({{"", "precision", "recall", "F1"},
                    {"pairs", ScoreText(score.pair_precision),
                     ScoreText(score.pair_recall),
                     ScoreText(F1(score.pair_precision, score.pair_recall))},
                    {"B-cubed", ScoreText(score.b_cubed_precision),
                     ScoreText(score.b_cubed_recall),
                     ScoreText(HarmonicMean(score.b_cubed_precision,
                                            score.b_cubed_recall))}}) +
         "adjusted Rand index  " + ScoreText(score.adjusted_rand_index) + "\n";
}

}  // namespace prov
