// Every thread keeps the texts of its last pair: lists name one text many times
// in a row.

#include "libprov/passage/compare_pairs.h"

#include <simdjson.h>

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/parallel.h"
#include "libprov/passage/passage_file.h"
#include "libprov/store/input_bytes.h"

namespace prov {
namespace {

constexpr uint32_t kMinSentenceWords = 3;

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  PROV_ASSIGN_OR_RETURN(const InputBytes input, InputBytes::Open(path));
  if (input.size_bytes() >> 32 != 0) {
    return absl::ResourceExhaustedError(path + ": a text of 4 GiB or more");
  }
  std::string bytes(input.size_bytes(), '\0');
  PROV_RETURN_IF_ERROR(input.Read(0, bytes));
  return bytes;
}

absl::Status CheckUtf8(const std::string& path, std::string_view bytes) {
  if (simdjson::validate_utf8(bytes.data(), bytes.size())) {
    return absl::OkStatus();
  }
  size_t offset = 0;
  for (;;) {  // Character by character up to the one that is wrong.
    const auto lead = static_cast<unsigned char>(bytes[offset]);
    const size_t length = lead < 0x80   ? 1
                          : lead < 0xE0 ? 2
                          : lead < 0xF0 ? 3
                                        : 4;
    if (offset + length > bytes.size() ||
        !simdjson::validate_utf8(bytes.data() + offset, length)) {
      break;
    }
    offset += length;
  }
  return absl::DataLossError(absl::StrFormat(
      "%s: offset %d: not valid UTF-8; convert the file first", path, offset));
}

struct LoadedText {
  std::string path;
  ComparedText text;
};

absl::Status Load(const std::string& path, LoadedText& loaded) {
  if (loaded.path == path) return absl::OkStatus();
  PROV_ASSIGN_OR_RETURN(std::string bytes, ReadFile(path));
  PROV_RETURN_IF_ERROR(CheckUtf8(path, bytes));
  loaded.text = MakeComparedText(std::move(bytes));
  loaded.path = path;
  return absl::OkStatus();
}

PlacedOccurrence Place(const PairText& text, const WordRange& words) {
  const uint32_t count = words.end - words.begin;
  return {.document = 0,
          .span = text.Span(words.begin, words.end),
          .identity = TenThousandths{10000},
          .coverage = Ratio(count, text.words.size()),
          .of_passage = TenThousandths{10000},
          .edits = {}};
}

std::string Slice(const ComparedText& text, const TokenSpan& span) {
  return text.bytes.substr(span.begin_byte, span.end_byte - span.begin_byte);
}

PairFindings FindingsOf(const LoadedText& a, const LoadedText& b,
                        const PairParams& params, Edits edits) {
  PairFindings found;
  const Alignment alignment = AlignPair(a.text.words, b.text.words, params);
  for (const SharedStretch& stretch : alignment.stretches) {
    found.lines +=
        PairLine(a.path, b.path, PlaceStretch(a.text, b.text, stretch, edits),
                 edits) +
        "\n";
  }
  const auto say = [&](std::string_view what, uint64_t left_out) {
    if (left_out == 0) return;
    found.left_out += left_out;
    found.lines += PairLimitLine(a.path, b.path, what, left_out) + "\n";
  };
  say("places", alignment.places_left_out);
  say("chains", alignment.chains_passed_over);
  return found;
}

}  // namespace

ComparedText MakeComparedText(std::string bytes) {
  ComparedText text{.bytes = std::move(bytes)};
  text.words = MakePairText(text.bytes, kMinSentenceWords);
  return text;
}

PlacedPassage PlaceStretch(const ComparedText& a, const ComparedText& b,
                           const SharedStretch& stretch, Edits edits) {
  const uint32_t size_a = stretch.a.end - stretch.a.begin;
  const uint32_t length = std::max(size_a, stretch.b.end - stretch.b.begin);
  PlacedPassage passage;
  passage.is_spun = stretch.is_spun;
  passage.tokens = size_a;
  passage.occurrences = {Place(a.words, stretch.a), Place(b.words, stretch.b)};
  PlacedOccurrence& other = passage.occurrences[1];
  passage.text = Slice(a, passage.occurrences[0].span);
  other.identity = Ratio(length - std::min(length, stretch.distance), length);
  if (edits == Edits::kYes && !stretch.is_spun && stretch.distance > 0) {
    other.edits = EditsBetween(passage.text, passage.occurrences[0].span,
                               Slice(b, other.span), other.span);
  }
  return passage;
}

absl::StatusOr<std::vector<PathPair>> ReadPathPairs(const std::string& path) {
  PROV_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path));
  std::vector<PathPair> pairs;
  uint64_t number = 0;
  for (size_t begin = 0; begin < bytes.size();) {
    const size_t end = std::min(bytes.find('\n', begin), bytes.size());
    std::string_view line(bytes.data() + begin, end - begin);
    begin = end + 1;
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    const size_t tab = line.find('\t');
    if (tab == 0 || tab >= line.size() - 1 ||
        line.find('\t', tab + 1) != std::string_view::npos) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "%s:%d: not two paths with a tab between them", path, number));
    }
    pairs.push_back({.a = std::string(line.substr(0, tab)),
                     .b = std::string(line.substr(tab + 1))});
  }
  return pairs;
}

absl::StatusOr<std::vector<InputFacts>> DigestPairs(
    const std::vector<PathPair>& pairs, unsigned threads) {
  std::set<std::string> different;
  for (const PathPair& pair : pairs) different.insert({pair.a, pair.b});
  const std::vector<std::string> paths(different.begin(), different.end());
  PROV_ASSIGN_OR_RETURN(std::vector<std::string> names, InputNames(paths));
  std::vector<InputFacts> facts(paths.size());
  PROV_RETURN_IF_ERROR(
      ParallelFor(paths.size(), threads, [&](size_t i, unsigned) {
        absl::StatusOr<std::string> bytes = ReadFile(paths[i]);
        if (!bytes.ok()) return bytes.status();
        facts[i] = {.name = std::move(names[i]),
                    .size_bytes = bytes->size(),
                    .sha256 = Hex(Sha256(*bytes))};
        return absl::OkStatus();
      }));
  return facts;
}

absl::StatusOr<std::vector<PairFindings>> ComparePairs(
    const std::vector<PathPair>& pairs, const PairParams& params, Edits edits,
    unsigned threads) {
  std::vector<PairFindings> found(pairs.size());
  std::vector<std::pair<LoadedText, LoadedText>> loaded(std::max(threads, 1U));
  PROV_RETURN_IF_ERROR(
      ParallelFor(pairs.size(), threads, [&](size_t i, unsigned worker) {
        auto& [a, b] = loaded[worker];
        PROV_RETURN_IF_ERROR(Load(pairs[i].a, a));
        PROV_RETURN_IF_ERROR(Load(pairs[i].b, b));
        found[i] = FindingsOf(a, b, params, edits);
        return absl::OkStatus();
      }));
  return found;
}

}  // namespace prov
