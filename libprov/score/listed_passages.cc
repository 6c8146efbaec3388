#include "libprov/score/listed_passages.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "libprov/score/found_lines.h"
#include "libprov/score/truth_file.h"

namespace prov {
namespace {

absl::StatusOr<PassagePlace> PlaceOf(const JsonValue& value,
                                     KeyNumbers& documents) {
  if (value.type() != JsonType::kObject) {
    return absl::InvalidArgumentError("an occurrence is not an object");
  }
  const JsonObject occurrence = value.object();
  PassagePlace place;
  PROV_ASSIGN_OR_RETURN(const std::string_view id, occurrence.String("id"));
  PROV_ASSIGN_OR_RETURN(place.span.begin, occurrence.Unsigned("begin"));
  PROV_ASSIGN_OR_RETURN(place.span.end, occurrence.Unsigned("end"));
  // Sums of lengths have to fit.
  if (place.span.end < place.span.begin || place.span.end >> 32 != 0) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "no span: begin %d, end %d", place.span.begin, place.span.end));
  }
  place.document = documents.Add(id).number;
  return place;
}

absl::Status AddPassage(const JsonObject& line, PassageNames& names,
                        ListedPassages& list) {
  PROV_ASSIGN_OR_RETURN(const std::string_view name, line.String("class"));
  PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> occurrences,
                        line.Array("occurrences"));
  if (occurrences.size() < 2) {
    return absl::InvalidArgumentError(
        "the passage has fewer than two occurrences");
  }
  std::vector<PassagePlace> places;
  for (const JsonValue& occurrence : occurrences) {
    PROV_ASSIGN_OR_RETURN(places.emplace_back(),
                          PlaceOf(occurrence, names.documents));
  }
  list.passages.Add(places);
  list.classes.push_back(names.classes.Add(name).number);
  return absl::OkStatus();
}

absl::Status AddCompared(const JsonObject& line, PassageNames& names,
                         TruePassages& truth) {
  PROV_ASSIGN_OR_RETURN(const std::string_view a, line.String("a"));
  PROV_ASSIGN_OR_RETURN(const std::string_view b, line.String("b"));
  PROV_ASSIGN_OR_RETURN(const std::string_view name, line.String("class"));
  const auto [low, high] = std::minmax(
      {names.documents.Add(a).number, names.documents.Add(b).number});
  if (!truth.compared.has_value()) truth.compared.emplace();
  if (!truth.compared->try_emplace({low, high}, names.classes.Add(name).number)
           .second) {
    return absl::InvalidArgumentError(
        absl::StrFormat("'%s' and '%s' are listed already", a, b));
  }
  return absl::OkStatus();
}

}  // namespace

std::optional<uint32_t> TruePassages::ClassOfPair(uint32_t a,
                                                  uint32_t b) const {
  const auto [low, high] = std::minmax({a, b});
  const auto pair = compared->find({low, high});
  if (pair == compared->end()) return std::nullopt;
  return pair->second;
}

absl::StatusOr<ListedPassages> ReadFoundPassages(const std::string& path,
                                                 PassageNames& names) {
  ListedPassages found;
  PROV_RETURN_IF_ERROR(ForEachFound(
      path,
      {.tool = "prov-passages", .schema = "prov.passage/1", .noun = "passages"},
      [&](const JsonObject& line) { return AddPassage(line, names, found); }));
  return found;
}

absl::StatusOr<TruePassages> ReadTruePassages(const std::string& path,
                                              PassageNames& names) {
  TruePassages truth;
  PROV_RETURN_IF_ERROR(
      ForEachTruth(
          path, "passages",
          [&](std::string_view schema, const JsonObject& line) -> absl::Status {
            if (schema == "prov.truth.compared/1") {
              return AddCompared(line, names, truth);
            }
            if (schema != "prov.truth.passage/1") return absl::OkStatus();
            PROV_RETURN_IF_ERROR(AddPassage(line, names, truth));
            truth.words.emplace_back();
            if (!line.Has("words")) return absl::OkStatus();
            PROV_ASSIGN_OR_RETURN(truth.words.back(), line.Unsigned("words"));
            return absl::OkStatus();
          })
          .status());
  return truth;
}

}  // namespace prov
