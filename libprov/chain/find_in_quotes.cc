// Held by find_in_quotes_test.cc.

#include "libprov/chain/find_in_quotes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/quote/quote_file.h"
#include "libprov/quote/quote_groups.h"

namespace prov {
namespace {

constexpr uint64_t kMaxHeadBytes = uint64_t{1} << 24;

// Of a place's members; what is null is empty.
std::string TextOf(const JsonObject& object, std::string_view name) {
  return std::string(object.String(name).value_or(""));
}

bool HasObject(const JsonObject& object, std::string_view name) {
  return object.Object(name).ok();
}

DateInterval DateOf(const JsonObject& occurrence) {
  const absl::StatusOr<JsonObject> published = occurrence.Object("published");
  if (!published.ok()) return {};
  const auto earliest = ParseDate(TextOf(*published, "earliest"));
  const auto latest = ParseDate(TextOf(*published, "latest"));
  const std::string grade = TextOf(*published, "grade");
  constexpr std::string_view kGrades = "ABCD";
  const size_t number = kGrades.find(grade.empty() ? '?' : grade[0]);
  if (!earliest || !latest || earliest->earliest > latest->latest ||
      number == std::string_view::npos) {
    return {};
  }
  return {.earliest = earliest->earliest,
          .latest = latest->latest,
          .grade = static_cast<DateGrade>(number)};
}

// Forms are names in static memory.
const char* FormNamed(std::string_view form) {
  constexpr std::array kForms = {
      "told",    "interview", "on",     "quoted-by", "reported",
      "hat-tip", "dateline",  "byline", "tail",      "first-reported"};
  const auto* const found = std::ranges::find(kForms, form);
  return found == kForms.end() ? "reported" : *found;
}

absl::Status ReadPeople(const JsonObject& occurrence, ChainNode& place) {
  if (HasObject(occurrence, "speaker")) {
    PROV_ASSIGN_OR_RETURN(const JsonObject speaker,
                          occurrence.Object("speaker"));
    SpeakerMention mention{.name = TextOf(speaker, "name"),
                           .cue = TextOf(speaker, "cue")};
    PROV_ASSIGN_OR_RETURN(mention.span, SpanOf(speaker));
    // "a spokesman" is nobody's name.
    if (!mention.name.empty() && mention.name[0] >= 'a' &&
        mention.name[0] <= 'z') {
      mention.kind = SpeakerMention::Kind::kNominal;
    }
    place.speaker = std::move(mention);
  }
  if (HasObject(occurrence, "cited")) {
    PROV_ASSIGN_OR_RETURN(const JsonObject cited, occurrence.Object("cited"));
    CitedOutlet outlet{.outlet = TextOf(cited, "outlet"),
                       .form = FormNamed(TextOf(cited, "form"))};
    PROV_ASSIGN_OR_RETURN(outlet.span, SpanOf(cited));
    place.cited = std::move(outlet);
  }
  return absl::OkStatus();
}

bool HasFlag(const JsonObject& occurrence, std::string_view flag) {
  const auto flags = occurrence.Array("flags");
  return flags.ok() && std::ranges::any_of(*flags, [flag](const JsonValue& v) {
           return v.type() == JsonType::kString && v.string() == flag;
         });
}

// The places of one printing: of the words in it, or all of it as a variant.
absl::Status AddPlaces(const JsonObject& occurrence, std::string_view words,
                       const QuoteWords& query, std::vector<ChainNode>& places,
                       bool& is_verbatim) {
  ChainNode place;
  PROV_ASSIGN_OR_RETURN(place.id, occurrence.String("id"));
  PROV_ASSIGN_OR_RETURN(place.exact, occurrence.String("exact"));
  PROV_ASSIGN_OR_RETURN(place.span, SpanOf(occurrence));
  place.outlet = TextOf(occurrence, "outlet");
  place.published = DateOf(occurrence);
  place.is_unmarked = HasFlag(occurrence, "unmarked");
  PROV_RETURN_IF_ERROR(ReadPeople(occurrence, place));
  const std::vector<TokenSpan> spans = VerbatimSpans(place.exact, query);
  for (const TokenSpan& span : spans) {
    ChainNode one = place;
    one.exact =
        place.exact.substr(span.begin_byte, span.end_byte - span.begin_byte);
    one.variant = one.exact == words ? Variant::kIdentical : Variant::kFolded;
    one.span = {.begin_byte = place.span.begin_byte + span.begin_byte,
                .end_byte = place.span.begin_byte + span.end_byte,
                .begin = place.span.begin + span.begin,
                .end = place.span.begin + span.end};
    places.push_back(std::move(one));
    is_verbatim = true;
  }
  if (!spans.empty()) return absl::OkStatus();
  place.variant = VariantOfWords(query, WordsOfQuote(place.exact));
  if (place.variant != Variant::kNone) places.push_back(std::move(place));
  return absl::OkStatus();
}

// Reads the line that begins at a place, and ends before another.
class LineReader {
 public:
  explicit LineReader(const InputBytes& input) : input_(input) {}

  absl::StatusOr<JsonObject> Read(uint64_t begin, uint64_t end) {
    bytes_.resize(end - begin + kJsonPadding);
    const std::span<char> line(bytes_.data(), end - begin);
    PROV_RETURN_IF_ERROR(input_.Read(begin, line));
    const std::string_view text(line.data(), line.size());
    return reader_.Parse(text.substr(0, text.find('\n')));
  }

 private:
  const InputBytes& input_;
  std::string bytes_;
  JsonReader reader_;
};

absl::StatusOr<RunFacts> ReadRun(const InputBytes& quotes) {
  std::string head(std::min<uint64_t>(quotes.size_bytes(), 4096), '\0');
  for (;;) {
    PROV_RETURN_IF_ERROR(quotes.Read(0, head));
    const size_t end = head.find('\n');
    if (end != std::string::npos) {
      LineReader reader(quotes);
      PROV_ASSIGN_OR_RETURN(const JsonObject line, reader.Read(0, end));
      return ParseRunLine(line);
    }
    if (head.size() == quotes.size_bytes() || head.size() > kMaxHeadBytes) {
      return absl::InvalidArgumentError("its first line is no prov.run/1");
    }
    head.resize(std::min<uint64_t>(quotes.size_bytes(), head.size() * 16));
  }
}

absl::StatusOr<bool> IsShort(const QuoteIndex& index, const QuoteWords& words) {
  if (words.size() <= 3) return true;
  double rarity = 0;
  for (const uint64_t word : words.hashes) {
    PROV_ASSIGN_OR_RETURN(const uint64_t count, index.CountOf(word));
    rarity += std::log2((static_cast<double>(index.num_lines()) + 1000) /
                        (static_cast<double>(count) + 1));
  }
  return rarity < (words.size() <= 5 ? kMinRarity + 5 : kMinRarity);
}

absl::Status Located(const InputBytes& quotes, const absl::Status& status) {
  return absl::DataLossError(quotes.path() + ": " +
                             std::string(status.message()));
}

absl::Status AddLine(const JsonObject& line, std::string_view words,
                     const QuoteWords& query,
                     absl::FunctionRef<bool(const DateInterval&)> wanted,
                     WordsFound& found) {
  PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> occurrences,
                        line.Array("occurrences"));
  std::vector<ChainNode> places;
  bool is_verbatim = false;
  for (const JsonValue& occurrence : occurrences) {
    if (occurrence.type() != JsonType::kObject) {
      return absl::InvalidArgumentError("an occurrence is not an object");
    }
    PROV_RETURN_IF_ERROR(
        AddPlaces(occurrence.object(), words, query, places, is_verbatim));
  }
  if (!is_verbatim) return absl::OkStatus();
  for (ChainNode& place : places) {
    if (!wanted(place.published)) continue;
    found.book.Add(place.outlet);
    found.places.push_back(std::move(place));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<QuotesFound> FindInQuotes(
    const InputBytes& quotes, const QuoteIndex& index, std::string_view words,
    absl::FunctionRef<bool(const DateInterval&)> wanted) {
  const QuoteWords query = WordsOfQuote(words);
  if (query.size() == 0) {
    return absl::InvalidArgumentError("no word in what is to be found");
  }
  QuotesFound result{.words = {.book = OutletBook::BuiltIn()}};
  result.words.coverage.is_known = false;
  absl::StatusOr<RunFacts> run = ReadRun(quotes);
  if (!run.ok()) return Located(quotes, run.status());
  result.run = *std::move(run);
  PROV_ASSIGN_OR_RETURN(const std::vector<QuoteIndex::Line> lines,
                        index.LinesWith(query));
  LineReader reader(quotes);
  for (const QuoteIndex::Line& place : lines) {
    const absl::StatusOr<JsonObject> line = reader.Read(place.begin, place.end);
    if (!line.ok()) return Located(quotes, line.status());
    const absl::Status added =
        AddLine(*line, words, query, wanted, result.words);
    if (!added.ok()) return Located(quotes, added);
  }
  PROV_ASSIGN_OR_RETURN(result.words.is_short, IsShort(index, query));
  return result;
}

}  // namespace prov
