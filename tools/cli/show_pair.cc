#include "tools/cli/show_pair.h"

#include <iostream>
#include <optional>
#include <string_view>

#include "absl/strings/str_format.h"
#include "libprov/corpus/corpus.h"
#include "libprov/match/comparison.h"
#include "libprov/match/word_diff.h"
#include "libprov/text/normalized_text.h"

namespace prov::cli {
namespace {

// A control character in a text must not reach a terminal.
std::string Visible(std::string_view text) {
  std::string visible;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n' || (byte >= 0x20 && byte != 0x7F)) {
      visible += c;
    } else {
      visible += absl::StrFormat("\\x%02x", byte);
    }
  }
  return visible;
}

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
  for (DocumentId document = 0; document < documents.size(); ++document) {
    if (documents.key(document) == key) return document;
  }
  return absl::NotFoundError(absl::StrFormat(
      "'%s' is the key of no document; keys are ids, or id#rank where an id "
      "is repeated",
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

absl::Status ShowPair(const std::string& key_a, const std::string& key_b,
                      const std::vector<std::string>& paths, Colour colour,
                      unsigned threads) {
  PROV_ASSIGN_OR_RETURN(Corpus corpus, Corpus::Open(paths));
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
  std::cout << "[-] " << Heading(documents, a, id_a) << "{+} "
            << Heading(documents, b, id_b) << ToString(comparison.kind)
            << ", similarity " << ToString(comparison.overlap.jaccard()) << ", "
            << ToString(comparison.overlap.a_in_b())
            << " of the first in the second, "
            << ToString(comparison.overlap.b_in_a()) << " the other way\n\n";
  const NormalizedText words_a(a.text);
  const NormalizedText words_b(b.text);
  for (const DiffRun& run : DiffWords(words_a, words_b)) {
    switch (run.side) {
      case DiffRun::Side::kBoth:
        std::cout << Visible(Original(b.text, words_b, run));
        break;
      case DiffRun::Side::kOnlyA:
        std::cout << Marked(Original(a.text, words_a, run), red, end_red);
        break;
      case DiffRun::Side::kOnlyB:
        std::cout << Marked(Original(b.text, words_b, run), green, end_green);
        break;
    }
  }
  std::cout << "\n";
  return absl::OkStatus();
}

}  // namespace prov::cli
