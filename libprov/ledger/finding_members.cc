#include "libprov/ledger/finding_members.h"

#include <optional>

namespace prov {
namespace {

std::optional<JsonValue> Find(const JsonObject& object, std::string_view name,
                              JsonType type) {
  std::optional<JsonValue> found;
  object.ForEachField([&](std::string_view field, JsonValue value) {
    if (field == name && !found.has_value() && value.type() == type) {
      found = value;
    }
  });
  return found;
}

}  // namespace

std::string TextMember(const JsonObject& object, std::string_view name) {
  const auto found = Find(object, name, JsonType::kString);
  return found.has_value() ? std::string(found->string()) : "";
}

bool BoolMember(const JsonObject& object, std::string_view name) {
  const auto found = Find(object, name, JsonType::kBool);
  return found.has_value() && found->boolean();
}

DateInterval DateMember(const JsonObject& object, std::string_view name) {
  DateInterval date;
  const auto found = Find(object, name, JsonType::kObject);
  if (!found.has_value()) return date;
  const auto earliest = ParseDate(TextMember(found->object(), "earliest"));
  const auto latest = ParseDate(TextMember(found->object(), "latest"));
  if (!earliest.has_value() || !latest.has_value() ||
      earliest->earliest > latest->latest) {
    return date;
  }
  date = {earliest->earliest, latest->latest, DateGrade::kPeriod};
  const std::string grade = TextMember(found->object(), "grade");
  if (grade == "A") date.grade = DateGrade::kInstant;
  if (grade == "B") date.grade = DateGrade::kDay;
  if (grade == "D") date.grade = DateGrade::kAmbiguous;
  return date;
}

std::vector<JsonObject> ObjectsMember(const JsonObject& object,
                                      std::string_view name) {
  std::vector<JsonObject> objects;
  const auto found = Find(object, name, JsonType::kArray);
  if (!found.has_value()) return objects;
  for (const JsonValue& element : found->elements()) {
    if (element.type() == JsonType::kObject) {
      objects.push_back(element.object());
    }
  }
  return objects;
}

bool HasFlag(const JsonObject& object, std::string_view flag) {
  const auto found = Find(object, "flags", JsonType::kArray);
  if (!found.has_value()) return false;
  for (const JsonValue& element : found->elements()) {
    if (element.type() == JsonType::kString && element.string() == flag) {
      return true;
    }
  }
  return false;
}

QuotedSpeaker SpeakerMember(const JsonObject& quote) {
  const auto found = Find(quote, "speaker", JsonType::kObject);
  if (!found.has_value()) return {};
  return {
      .name = TextMember(found->object(), "name"),
      .is_contradicted = !ObjectsMember(found->object(), "conflicts").empty()};
}

}  // namespace prov
