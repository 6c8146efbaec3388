// Held by the golden cases of prov-eval.

#include "libprov/score/shares_table.h"

#include "libprov/score/figures.h"

namespace prov {

std::vector<std::string> SharesHeader(const std::string& what) {
  return {what,   "found",  "precision",     "95 % interval",
          "true", "recall", "95 % interval", "F1"};
}

std::vector<std::string> SharesRow(const std::string& name,
                                   const Proportion& precision,
                                   const Proportion& recall) {
  return {name,
          std::to_string(precision.of),
          ScoreText(precision),
          IntervalText(precision),
          std::to_string(recall.of),
          ScoreText(recall),
          IntervalText(recall),
          ScoreText(F1(precision, recall))};
}

}  // namespace prov
