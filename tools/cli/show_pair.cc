#include "tools/cli/show_pair.h"

#include <optional>
#include <string_view>

#include "absl/strings/str_format.h"
#include "libprov/corpus/corpus.h"
#include "libprov/match/comparison.h"
#include "libprov/match/word_diff.h"
#include "libprov/text/normalized_text.h"
#include "tools/cli/visible.h"

namespace prov::cli {
namespace {

std::string Heading(const DocumentTable& documents, const Document& document,
                    DocumentId id) {
  const DateInterval& date = documents[id].published;
  return absl::StrFormat(
      "%s  %s  %s  %s\n", Visible(documents.key(id)), Visible(document.outlet),
      date.grade == DateGrade::kNone ? "undated" : ToRfc3339(date.earliest),
      Visible(document.title));
}

absl::StatusOr<DocumentId> Find(const DocumentTable& documents,
                                const std::string& key) {
  std::optional<DocumentId> with_id;
  for (DocumentId document = 0; document < documents.size(); ++document) {
    if (documents.key(document) == key) return document;
    if (documents.id(document) == key) with_id = document;
  }
  if (with_id.has_value()) {
    return absl::NotFoundError(absl::StrFormat(
        "'%s' is the id of several records; name one by its key, such as '%s'",
        key, documents.key(*with_id)));
  }
  return absl::NotFoundError(absl::StrFormat(
      "'%s' is the key of no document; keys are ids, or id#1, id#2, ... where "
      "several records carry an id",
      key));
}

// The words of a run as they stand in the text, up to the word that follows.
std::string_view Original(std::string_view text, const NormalizedText& words,
                          const DiffRun& run) {
  const size_t end = run.begin + run.count;
  const size_t from = run.begin == 0 ? 0 : words.span(run.begin).begin_byte;
  const size_t to =
      end == words.size() ? text.size() : words.span(end).begin_byte;
  return text.substr(from, to - from);
}

// `words` with the marks right around them, white space outside.
std::string Marked(std::string_view words, std::string_view open,
                   std::string_view close) {
  const size_t end = words.find_last_not_of(" \t\r\n") + 1;
  return absl::StrFormat("%s%s%s%s", open, Visible(words.substr(0, end)), close,
                         Visible(words.substr(end)));
}

}  // namespace

absl::StatusOr<std::string> ShowPair(const std::string& key_a,
                                     const std::string& key_b, Corpus& corpus,
                                     Colour colour, unsigned threads) {
  PROV_RETURN_IF_ERROR(corpus.Scan(
      {.threads = threads},
      [](const Document&, unsigned, std::vector<uint16_t>&) {
        return Measured{};
      },
      [](size_t, const std::vector<uint16_t>&) {}));
  const DocumentTable& documents = corpus.documents();
  PROV_ASSIGN_OR_RETURN(const DocumentId id_a, Find(documents, key_a));
  PROV_ASSIGN_OR_RETURN(const DocumentId id_b, Find(documents, key_b));
  Comparer comparer(corpus, {});
  PROV_ASSIGN_OR_RETURN(const Comparison comparison,
                        comparer.Compare(id_a, id_b, Depth::kOverlap));
  DocumentReader reader_a(corpus);
  DocumentReader reader_b(corpus);
  PROV_ASSIGN_OR_RETURN(const Document a, reader_a.Read(id_a));
  PROV_ASSIGN_OR_RETURN(const Document b, reader_b.Read(id_b));

  const bool coloured = colour == Colour::kYes;
  const char* red = coloured ? "\033[31m[-" : "[-";
  const char* green = coloured ? "\033[32m{+" : "{+";
  const char* end_red = coloured ? "-]\033[0m" : "-]";
  const char* end_green = coloured ? "+}\033[0m" : "+}";
  std::string shown = absl::StrFormat(
      "[-] %s{+} %s%s, similarity %s, %s of the first in the second, %s the "
      "other way\n\n",
      Heading(documents, a, id_a), Heading(documents, b, id_b),
      ToString(comparison.kind), ToString(comparison.overlap.jaccard()),
      ToString(comparison.overlap.a_in_b()),
      ToString(comparison.overlap.b_in_a()));
  const NormalizedText words_a(a.text);
  const NormalizedText words_b(b.text);
  for (const DiffRun& run : DiffWords(words_a, words_b)) {
    switch (run.side) {
      case DiffRun::Side::kBoth:
        shown += Visible(Original(b.text, words_b, run));
        break;
      case DiffRun::Side::kOnlyA:
        shown += Marked(Original(a.text, words_a, run), red, end_red);
        break;
      case DiffRun::Side::kOnlyB:
        shown += Marked(Original(b.text, words_b, run), green, end_green);
        break;
    }
  }
  return shown + "\n";
}

}  // namespace prov::cli
