// One pass over the record's own members notes those we read and finds equal
// keys among them, and those that are mapped are looked for where they are said
// to be; then each is checked and turned into its place in Document.
//
// Held by tests/unit/corpus/record_parser_test.cc and
// tests/fuzz/record_parser_fuzz.cc.

#include "libprov/corpus/record_parser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace prov {
namespace {

using Members = std::array<std::optional<JsonValue>, kMemberCount>;

absl::Status Refuse(Member member, std::string_view why) {
  return absl::InvalidArgumentError(
      absl::StrFormat("'%s' %s", kMemberNames[member], why));
}

// The record's own members.  Those that are mapped may be anything here.
absl::StatusOr<Members> FindMembers(const JsonObject& record,
                                    const FieldMap& fields) {
  Members members;
  std::optional<Member> twice;
  record.ForEachField([&](std::string_view name, JsonValue value) {
    const auto* found =
        std::find(kMemberNames.begin(), kMemberNames.end(), name);
    if (found == kMemberNames.end()) return;
    const auto member = static_cast<Member>(found - kMemberNames.begin());
    if (members[member].has_value() && !twice && !fields.Has(member)) {
      twice = member;
    }
    members[member] = value;
  });
  if (twice) return Refuse(*twice, "is given twice");
  return members;
}

bool IsAbsent(const std::optional<JsonValue>& value) {
  return !value || value->type() == JsonType::kNull;
}

absl::Status ReadString(const Members& members, Member member,
                        std::string_view& out) {
  if (IsAbsent(members[member])) return absl::OkStatus();
  if (members[member]->type() != JsonType::kString) {
    return Refuse(member, "is not a string");
  }
  out = members[member]->string();
  return absl::OkStatus();
}

// An index as RFC 6901 writes it: no sign, no leading zero.
std::optional<size_t> ArrayIndex(std::string_view key) {
  size_t index = 0;
  const auto [rest, error] =
      std::from_chars(key.data(), key.data() + key.size(), index);
  const bool is_index = error == std::errc() &&
                        rest == key.data() + key.size() &&
                        (key.size() == 1 || key.front() != '0');
  return is_index ? std::optional(index) : std::nullopt;
}

// What is under `key` in `value`, or nullopt; `twice` is set if two are.
std::optional<JsonValue> Child(const JsonValue& value, const std::string& key,
                               bool& twice) {
  std::optional<JsonValue> child;
  if (value.type() == JsonType::kObject) {
    value.object().ForEachField([&](std::string_view name, JsonValue inner) {
      if (name != key) return;
      twice |= child.has_value();
      child = inner;
    });
  } else if (value.type() == JsonType::kArray) {
    const std::optional<size_t> index = ArrayIndex(key);
    const std::vector<JsonValue> elements = value.elements();
    if (index.has_value() && *index < elements.size()) child = elements[*index];
  }
  return child;
}

absl::Status FindMapped(const JsonObject& record, const FieldMap& fields,
                        Members& members) {
  for (size_t i = 0; i < kMemberCount; ++i) {
    const auto member = static_cast<Member>(i);
    if (!fields.Has(member)) continue;
    const JsonPointer& pointer = fields.Pointer(member);
    bool twice = false;
    std::optional<JsonValue> value;
    record.ForEachField([&](std::string_view name, JsonValue inner) {
      if (name != pointer.front()) return;
      twice |= value.has_value();
      value = inner;
    });
    for (size_t k = 1; k < pointer.size() && value.has_value(); ++k) {
      value = Child(*value, pointer[k], twice);
    }
    if (twice) return Refuse(member, "is given twice");
    members[member] = value;
  }
  return absl::OkStatus();
}

absl::Status JoinParagraphs(const JsonValue& value, std::string& text) {
  text.clear();
  bool is_first = true;
  for (const JsonValue& paragraph : value.elements()) {
    if (paragraph.type() != JsonType::kString) {
      return Refuse(kText, "is an array of other things than strings");
    }
    if (!is_first) text += "\n\n";
    text += paragraph.string();
    is_first = false;
  }
  return absl::OkStatus();
}

// A number that serves as id is written into `digits`, which `out` then views.
absl::Status ReadId(const Members& members, std::string& digits,
                    std::string_view& out) {
  const std::optional<JsonValue>& id = members[kId];
  if (IsAbsent(id) || id->type() != JsonType::kNumber) {
    return ReadString(members, kId, out);
  }
  if (const auto number = id->integer()) {
    digits = absl::StrCat(*number);
  } else if (const auto large = id->unsigned_integer()) {
    digits = absl::StrCat(*large);
  } else {
    return Refuse(kId, "is neither a string nor a whole number of 64 bits");
  }
  out = digits;
  return absl::OkStatus();
}

// A date as a string, or a number as the same digits in a string would be.
std::optional<DateInterval> ReadMoment(const JsonValue& value,
                                       const DateRules& rules) {
  if (value.type() == JsonType::kString) {
    return ParseDate(value.string(), rules);
  }
  if (const auto seconds = value.integer()) {
    return ParseDate(absl::StrCat(*seconds));
  }
  const std::optional<double> number = value.number();
  if (!number || !(std::abs(*number) < 1e15)) return std::nullopt;
  const DateInterval date =
      DateFromEpoch(static_cast<int64_t>(std::floor(*number)));
  if (date.grade == DateGrade::kNone) return std::nullopt;
  return date;
}

std::optional<DateInterval> ReadDate(const JsonValue& value,
                                     const DateRules& rules) {
  if (value.type() != JsonType::kObject) return ReadMoment(value, rules);
  std::optional<DateInterval> earliest;
  std::optional<DateInterval> latest;
  value.object().ForEachField([&](std::string_view name, JsonValue end) {
    if (name == "earliest") earliest = ReadMoment(end, rules);
    if (name == "latest") latest = ReadMoment(end, rules);
  });
  if (!earliest || !latest || earliest->earliest > latest->latest) {
    return std::nullopt;
  }
  return DateInterval{earliest->earliest, latest->latest,
                      earliest->earliest == latest->latest
                          ? DateGrade::kInstant
                          : DateGrade::kPeriod};
}

}  // namespace

absl::StatusOr<Document> RecordParser::Parse(std::string_view record) {
  PROV_ASSIGN_OR_RETURN(const JsonObject object, json_.Parse(record));
  PROV_ASSIGN_OR_RETURN(Members members, FindMembers(object, fields_));
  if (!fields_.empty()) {
    PROV_RETURN_IF_ERROR(FindMapped(object, fields_, members));
  }
  Document document;
  if (!members[kText]) {
    return fields_.Has(kText)
               ? Refuse(kText, absl::StrFormat("is missing: there is no %s",
                                               fields_.Column(kText)))
               : Refuse(kText, "is missing");
  }
  if (members[kText]->type() == JsonType::kString) {
    document.text = members[kText]->string();
  } else if (fields_.Has(kText) && members[kText]->type() == JsonType::kArray) {
    PROV_RETURN_IF_ERROR(JoinParagraphs(*members[kText], text_));
    document.text = text_;
  } else {
    return Refuse(kText, "is not a string");
  }
  PROV_RETURN_IF_ERROR(ReadId(members, id_, document.id));
  PROV_RETURN_IF_ERROR(ReadString(members, kOutlet, document.outlet));
  PROV_RETURN_IF_ERROR(ReadString(members, kUrl, document.url));
  PROV_RETURN_IF_ERROR(ReadString(members, kTitle, document.title));
  if (!IsAbsent(members[kPublished])) {
    const std::optional<DateInterval> date =
        ReadDate(*members[kPublished], dates_);
    document.date_unreadable = !date.has_value();
    document.published = date.value_or(DateInterval{});
    if (members[kPublished]->type() == JsonType::kString) {
      document.order_told = OrderToldBy(members[kPublished]->string());
    }
  }
  if (!IsAbsent(members[kUpdated])) {
    document.updated =
        ReadDate(*members[kUpdated], dates_).value_or(DateInterval{});
  }
  return document;
}

}  // namespace prov
