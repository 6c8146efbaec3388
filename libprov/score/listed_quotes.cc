#include "libprov/score/listed_quotes.h"

#include <algorithm>
#include <string_view>

#include "absl/strings/str_format.h"
#include "libprov/score/found_lines.h"
#include "libprov/score/truth_file.h"

namespace prov {
namespace {

absl::StatusOr<TextRange> RangeOf(const JsonObject& object,
                                  std::string_view begin,
                                  std::string_view end) {
  TextRange range;
  PROV_ASSIGN_OR_RETURN(range.begin, object.Unsigned(begin));
  PROV_ASSIGN_OR_RETURN(range.end, object.Unsigned(end));
  if (range.begin <= range.end) return range;
  return absl::InvalidArgumentError(absl::StrFormat(
      "no span: %s %d, %s %d", begin, range.begin, end, range.end));
}

// Member `member` of an occurrence: null, or an object with the name under
// `name` (a speaker without one is a pronoun that was not resolved).
absl::Status AddFoundPlace(const JsonObject& occurrence,
                           std::string_view member, std::string_view name,
                           std::vector<NamedPlace>& places) {
  if (IsNull(occurrence, member)) return absl::OkStatus();
  PROV_ASSIGN_OR_RETURN(const JsonObject object, occurrence.Object(member));
  NamedPlace place;
  if (!IsNull(object, name)) {
    PROV_ASSIGN_OR_RETURN(place.name, object.String(name));
  }
  PROV_ASSIGN_OR_RETURN(place.span, RangeOf(object, "begin", "end"));
  places.push_back(place);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string_view>> FlagsOf(
    const JsonObject& occurrence) {
  PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> values,
                        occurrence.Array("flags"));
  std::vector<std::string_view> flags;
  for (const JsonValue& value : values) {
    if (value.type() != JsonType::kString) {
      return absl::InvalidArgumentError("a flag is not a string");
    }
    flags.push_back(value.string());
  }
  return flags;
}

absl::Status AddOccurrence(const JsonValue& value, uint32_t group,
                           QuoteNames& names,
                           QuotesByDocument<FoundQuote>& found) {
  if (value.type() != JsonType::kObject) {
    return absl::InvalidArgumentError("an occurrence is not an object");
  }
  const JsonObject occurrence = value.object();
  PROV_ASSIGN_OR_RETURN(const std::vector<std::string_view> flags,
                        FlagsOf(occurrence));
  if (std::ranges::count(flags, "unmarked") > 0) return absl::OkStatus();
  FoundQuote quote;
  quote.group = group;
  quote.is_nested = std::ranges::count(flags, "nested") > 0;
  PROV_ASSIGN_OR_RETURN(const std::string_view id, occurrence.String("id"));
  quote.document = names.documents.Add(id).number;
  PROV_ASSIGN_OR_RETURN(quote.span, RangeOf(occurrence, "begin", "end"));
  PROV_RETURN_IF_ERROR(
      AddFoundPlace(occurrence, "speaker", "name", quote.speakers));
  PROV_RETURN_IF_ERROR(
      AddFoundPlace(occurrence, "cited", "outlet", quote.cited));
  if (!quote.cited.empty()) {
    PROV_ASSIGN_OR_RETURN(const JsonObject cited, occurrence.Object("cited"));
    PROV_ASSIGN_OR_RETURN(const std::string_view form, cited.String("form"));
    quote.is_credit = form == "dateline" || form == "byline" || form == "tail";
  }
  found[quote.document].push_back(quote);
  return absl::OkStatus();
}

template <typename Quote>
void SortBySpan(QuotesByDocument<Quote>& quotes) {
  for (auto& [document, of_document] : quotes) {
    std::ranges::stable_sort(of_document, [](const Quote& a, const Quote& b) {
      return a.span.begin != b.span.begin ? a.span.begin < b.span.begin
                                          : a.span.end < b.span.end;
    });
  }
}

// "speaker":"Ana Ruiz","speaker_begin":128,"speaker_end":136
absl::Status AddTruePlace(const JsonObject& line, const std::string& member,
                          std::vector<NamedPlace>& places) {
  if (IsNull(line, member)) return absl::OkStatus();
  NamedPlace place;
  PROV_ASSIGN_OR_RETURN(place.name, line.String(member));
  PROV_ASSIGN_OR_RETURN(place.span,
                        RangeOf(line, member + "_begin", member + "_end"));
  places.push_back(place);
  return absl::OkStatus();
}

// "speakers":[{"name":"Ruiz","begin":128,"end":132},...]
absl::Status AddTrueSpeakers(const JsonObject& line,
                             std::vector<NamedPlace>& places) {
  PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> values,
                        line.Array("speakers"));
  for (const JsonValue& value : values) {
    if (value.type() != JsonType::kObject) {
      return absl::InvalidArgumentError("a speaker is not an object");
    }
    NamedPlace place;
    PROV_ASSIGN_OR_RETURN(place.name, value.object().String("name"));
    PROV_ASSIGN_OR_RETURN(place.span, RangeOf(value.object(), "begin", "end"));
    places.push_back(place);
  }
  return absl::OkStatus();
}

absl::Status AddTrue(const JsonObject& line, QuoteNames& names,
                     KeyNumbers& groups, QuotesByDocument<TrueQuote>& quotes) {
  TrueQuote quote;
  PROV_ASSIGN_OR_RETURN(const std::string_view id, line.String("id"));
  quote.document = names.documents.Add(id).number;
  PROV_ASSIGN_OR_RETURN(quote.span, RangeOf(line, "begin", "end"));
  quote.knows_group = line.Has("quote");
  if (quote.knows_group) {
    PROV_ASSIGN_OR_RETURN(const std::string_view name, line.String("quote"));
    quote.group = groups.Add(name).number;
  }
  if (line.Has("words")) {
    PROV_ASSIGN_OR_RETURN(quote.words, line.Unsigned("words"));
  }
  if (line.Has("variant")) {
    PROV_ASSIGN_OR_RETURN(const std::string_view name, line.String("variant"));
    quote.variant = names.variants.Add(name).number;
  }
  if (line.Has("speakers")) {
    PROV_RETURN_IF_ERROR(AddTrueSpeakers(line, quote.speakers));
  } else if (line.Has("speaker")) {
    PROV_RETURN_IF_ERROR(AddTruePlace(line, "speaker", quote.speakers));
  }
  quote.knows_cited = line.Has("cited");
  if (quote.knows_cited) {
    PROV_RETURN_IF_ERROR(AddTruePlace(line, "cited", quote.cited));
  }
  quote.knows_credited = line.Has("credited");
  if (quote.knows_credited && !IsNull(line, "credited")) {
    NamedPlace& place = quote.credited.emplace_back();
    PROV_ASSIGN_OR_RETURN(place.name, line.String("credited"));
  }
  quotes[quote.document].push_back(quote);
  return absl::OkStatus();
}

absl::Status AddJudged(const JsonObject& line, QuoteNames& names,
                       TrueQuotes& truth) {
  PROV_ASSIGN_OR_RETURN(const std::string_view id, line.String("id"));
  PROV_ASSIGN_OR_RETURN(const TextRange span, RangeOf(line, "begin", "end"));
  if (!truth.judged.has_value()) truth.judged.emplace();
  (*truth.judged)[names.documents.Add(id).number].push_back(span);
  return absl::OkStatus();
}

}  // namespace

bool TrueQuotes::Judges(uint32_t document, const TextRange& span) const {
  if (!judged.has_value()) return true;
  const auto ranges = judged->find(document);
  return ranges != judged->end() &&
         std::ranges::any_of(ranges->second, [&](const TextRange& range) {
           return Common(range, span).length() > 0;
         });
}

absl::StatusOr<QuotesByDocument<FoundQuote>> ReadFoundQuotes(
    const std::string& path, QuoteNames& names) {
  QuotesByDocument<FoundQuote> found;
  uint32_t groups = 0;
  PROV_RETURN_IF_ERROR(ForEachFound(
      path, {.tool = "prov-quotes", .schema = "prov.quote/1", .noun = "quotes"},
      [&](const JsonObject& line) -> absl::Status {
        PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> occurrences,
                              line.Array("occurrences"));
        for (const JsonValue& occurrence : occurrences) {
          PROV_RETURN_IF_ERROR(AddOccurrence(occurrence, groups, names, found));
        }
        ++groups;
        return absl::OkStatus();
      }));
  SortBySpan(found);
  return found;
}

absl::StatusOr<TrueQuotes> ReadTrueQuotes(const std::string& path,
                                          QuoteNames& names) {
  TrueQuotes truth;
  KeyNumbers groups;
  PROV_RETURN_IF_ERROR(
      ForEachTruth(
          path, "quotes",
          [&](std::string_view schema, const JsonObject& line) -> absl::Status {
            if (schema == "prov.truth.judged/1") {
              return AddJudged(line, names, truth);
            }
            if (schema != "prov.truth.quote/1") return absl::OkStatus();
            return AddTrue(line, names, groups, truth.quotes);
          })
          .status());
  SortBySpan(truth.quotes);
  return truth;
}

}  // namespace prov
