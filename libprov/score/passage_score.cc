#include "libprov/score/passage_score.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "libprov/score/listed_passages.h"

namespace prov {
namespace {

// The first lengths of bands.
constexpr std::array<uint64_t, 7> kRunLengths = {1, 8, 10, 13, 20, 50, 100};

// Sorted by name.
class Classes {
 public:
  explicit Classes(const KeyNumbers& names) : names_(names) {}

  Plagdet& operator[](uint32_t number) {
    return sums_[std::string(names_.key(number))];
  }

  std::vector<PassageClassScore> Scores() const {
    std::vector<PassageClassScore> scores;
    for (const auto& [name, sum] : sums_) {
      scores.push_back({.name = name, .score = sum.Score()});
    }
    return scores;
  }

 private:
  const KeyNumbers& names_;
  std::map<std::string, Plagdet> sums_;
};

// What is judged of the found passages, and as what.
ListedPassages Judged(const ListedPassages& found, const TruePassages& truth) {
  if (!truth.compared.has_value()) return found;
  ListedPassages judged;
  for (size_t i = 0; i < found.passages.size(); ++i) {
    const std::span<const PassagePlace> places = found.passages.places(i);
    const std::optional<uint32_t> of_pair =
        truth.ClassOfPair(places.front().document, places.back().document);
    if (places.size() != 2 || !of_pair.has_value()) continue;
    judged.passages.Add(places);
    judged.classes.push_back(*of_pair);
  }
  return judged;
}

std::vector<RunLengthBand> RunLengths(const TruePassages& truth,
                                      std::span<const PassageCover> covers) {
  std::vector<RunLengthBand> bands;
  for (size_t i = 0; i < kRunLengths.size(); ++i) {
    bands.push_back({.from_words = kRunLengths[i],
                     .to_words = std::nullopt,
                     .whole = {},
                     .characters = {}});
    if (i > 0) bands[i - 1].to_words = kRunLengths[i] - 1;
  }
  for (size_t i = 0; i < covers.size(); ++i) {
    if (!truth.words[i].has_value()) continue;
    const auto next = std::ranges::upper_bound(kRunLengths, *truth.words[i]);
    const auto band = std::max<std::ptrdiff_t>(next - kRunLengths.begin(), 1);
    RunLengthBand& of = bands[static_cast<size_t>(band) - 1];
    ++of.whole.of;
    of.whole.hits += covers[i].is_whole ? 1 : 0;
    of.characters.hits += covers[i].covered;
    of.characters.of += covers[i].length;
  }
  std::erase_if(bands, [](const RunLengthBand& b) { return b.whole.of == 0; });
  return bands;
}

void CompareClasses(const TruePassages& truth, const ListedPassages& found,
                    std::span<const PassageCover> covers,
                    const KeyNumbers& names, PassageScore& score) {
  std::map<std::pair<std::string, std::string>, uint64_t> counts;
  for (size_t i = 0; i < covers.size(); ++i) {
    if (!covers[i].likest.has_value()) continue;
    const uint32_t true_class = truth.classes[i];
    const uint32_t found_class = found.classes[*covers[i].likest];
    ++score.class_accuracy.of;
    score.class_accuracy.hits += true_class == found_class ? 1 : 0;
    ++counts[{std::string(names.key(true_class)),
              std::string(names.key(found_class))}];
  }
  for (const auto& [classes, passages] : counts) {
    score.class_counts.push_back({.truth = classes.first,
                                  .found = classes.second,
                                  .passages = passages});
  }
}

}  // namespace

absl::StatusOr<PassageScore> ScorePassages(const std::string& passages_path,
                                           const std::string& truth_path) {
  PassageNames names;
  PROV_ASSIGN_OR_RETURN(const TruePassages truth,
                        ReadTruePassages(truth_path, names));
  PROV_ASSIGN_OR_RETURN(const ListedPassages listed,
                        ReadFoundPassages(passages_path, names));
  const ListedPassages found = Judged(listed, truth);
  PassageScore score;
  score.not_judged = listed.passages.size() - found.passages.size();
  Plagdet all;
  Classes classes(names.classes);
  const std::vector<PassageCover> covers =
      CoverBy(found.passages, truth.passages);
  for (size_t i = 0; i < covers.size(); ++i) {
    all.AddTrue(covers[i]);
    classes[truth.classes[i]].AddTrue(covers[i]);
  }
  const std::vector<PassageCover> covers_of_found =
      CoverBy(truth.passages, found.passages);
  for (size_t i = 0; i < covers_of_found.size(); ++i) {
    all.AddFound(covers_of_found[i]);
    classes[found.classes[i]].AddFound(covers_of_found[i]);
  }
  score.all = all.Score();
  score.classes = classes.Scores();
  score.run_lengths = RunLengths(truth, covers);
  if (!truth.compared.has_value()) {
    CompareClasses(truth, found, covers, names.classes, score);
  }
  return score;
}

}  // namespace prov
