// Held by split_test.cc.

#include "libprov/dedupe/kept_files.h"

#include "absl/strings/str_format.h"

namespace prov {

std::vector<bool> KeptTexts(const Corpus& corpus, size_t num_inputs,
                            const SpillVector<Removal>& removals) {
  std::vector<bool> kept(num_inputs);
  for (size_t input = 0; input < num_inputs; ++input) {
    kept[input] =
        corpus.first_document(input) < corpus.first_document(input + 1);
  }
  SpillVector<Removal>::Reader reader(removals);
  for (size_t i = 0; i < removals.size(); ++i) {
    const Removal& removal = reader[i];
    kept[corpus.documents()[removal.dropped].place.input] = false;
  }
  return kept;
}

std::vector<size_t> KeptFiles(const Corpus& corpus, size_t num_inputs,
                              const SpillVector<Removal>& removals) {
  const std::vector<bool> kept_texts = KeptTexts(corpus, num_inputs, removals);
  std::vector<size_t> files;
  for (size_t input = 0; input < num_inputs; ++input) {
    if (corpus.sources()[input].format == Format::kText && !kept_texts[input]) {
      continue;
    }
    files.push_back(input);
  }
  return files;
}

absl::Status CheckOneKeptFile(const Corpus& corpus, size_t num_inputs) {
  const InputBytes* first = nullptr;
  const Source* first_source = nullptr;
  for (size_t input = 0; input < num_inputs; ++input) {
    const Source& source = corpus.sources()[input];
    const std::string& path = corpus.inputs()[input].path();
    if (source.format == Format::kText) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "%s: is one document, which goes into no file with others; say -o "
          "DIR/ to copy kept files there, or --kept-list FILE to name them",
          path));
    }
    if (first == nullptr) {
      first = &corpus.inputs()[input];
      first_source = &source;
      continue;
    }
    if (source.format != first_source->format) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "%s is %s and %s is %s: they cannot share one kept file; say -o DIR/",
          first->path(), ToString(first_source->format), path,
          ToString(source.format)));
    }
    if (source.header_bytes().empty()) continue;
    if (first_source->header_bytes().empty()) {
      first = &corpus.inputs()[input];
      first_source = &source;
    } else if (source.header_bytes() != first_source->header_bytes()) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "%s has another header than %s, or another line ending behind it: "
          "they cannot share one kept file; say -o DIR/",
          path, first->path()));
    }
  }
  return absl::OkStatus();
}

}  // namespace prov
