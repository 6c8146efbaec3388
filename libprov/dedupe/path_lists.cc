#include "libprov/dedupe/path_lists.h"

#include <string>
#include <vector>

#include "absl/strings/str_format.h"

namespace prov {

absl::Status CheckPathLists(const Corpus& corpus, size_t num_inputs,
                            char terminator) {
  for (size_t input = 0; input < num_inputs; ++input) {
    const std::string& path = corpus.inputs()[input].path();
    const Format format = corpus.sources()[input].format;
    if (format != Format::kText || path == "-") {
      return absl::InvalidArgumentError(absl::StrFormat(
          "%s: --kept-list and --dropped-list name files that are a document "
          "each, and this is %s; say -o KEPT --dropped DROPPED",
          path == "-" ? "stdin" : path,
          format == Format::kText ? "no file" : ToString(format)));
    }
    if (terminator == '\n' && path.find('\n') != std::string::npos) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "%s: this path holds a line feed; say --null, so that each path ends "
          "with a zero byte",
          path));
    }
  }
  return absl::OkStatus();
}

absl::Status WritePathLists(const Corpus& corpus, size_t num_inputs,
                            const SpillVector<Removal>& removals,
                            char terminator, OutputFile* kept,
                            OutputFile* dropped) {
  std::vector<bool> is_dropped(num_inputs);
  SpillVector<Removal>::Reader reader(removals);
  for (size_t i = 0; i < removals.size(); ++i) {
    const Removal& removal = reader[i];
    is_dropped[corpus.documents()[removal.dropped].place.input] = true;
  }
  for (size_t input = 0; input < num_inputs; ++input) {
    OutputFile* const list = is_dropped[input] ? dropped : kept;
    if (list == nullptr) continue;
    PROV_RETURN_IF_ERROR(
        list->Write(corpus.inputs()[input].path() + terminator));
  }
  return absl::OkStatus();
}

}  // namespace prov
