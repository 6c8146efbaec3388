// The common case costs one simdjson pass, which validates the whole record,
// and one walk over its backslashes, because simdjson 3.0 lets a lone low
// surrogate pass.  A record that fails takes the second, slow look:
//
//   1. A copy is made in which each well-formed number that fits no 64-bit
//      integer or double becomes 9e99 and spaces, so that columns stay; the
//      same scan measures the nesting.
//   2. simdjson parses the copy.  If it refuses again the record is malformed,
//      and RapidJSON, which knows where it stopped, names the place.
//
// Held by tests/unit/base/json_reader_test.cc (tables, JSONTestSuite) and
// tests/fuzz/record_parser_fuzz.cc (RapidJSON accepts what we accept).

#include "libprov/base/json_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <span>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/json_error.h"
#include "libprov/base/json_text.h"

namespace prov {

namespace dom = simdjson::dom;

static_assert(kJsonPadding >= simdjson::SIMDJSON_PADDING);

// The only door between our views and simdjson's.
struct JsonViews {
  static JsonValue Value(const dom::element& element) {
    JsonValue value;
    value.element_ = std::bit_cast<decltype(value.element_)>(element);
    return value;
  }
  static JsonObject Object(const dom::object& object) {
    JsonObject view;
    view.object_ = std::bit_cast<decltype(view.object_)>(object);
    return view;
  }
  static dom::element Element(const JsonValue& value) {
    return std::bit_cast<dom::element>(value.element_);
  }
  static dom::object Object(const JsonObject& object) {
    return std::bit_cast<dom::object>(object.object_);
  }
};

namespace {

constexpr std::string_view kWhiteSpace = " \t\n\r";
constexpr size_t kNone = std::string_view::npos;

// simdjson does not count a level that is empty, so its limit is too low for
// the one pass and too high for the other, whose levels we count ourselves.
constexpr size_t kFastDepth = kMaxJsonDepth - 2;
constexpr size_t kSlowDepth = kMaxJsonDepth + 2;

// Parses without a copy; the memory grows by doubling, or a slowly rising
// record size would allocate every time.
simdjson::error_code ParseWith(dom::parser& parser, size_t depth,
                               std::string_view json, dom::element& root) {
  if (json.size() > parser.capacity()) {
    const size_t capacity = std::bit_ceil(std::max(json.size(), size_t{65536}));
    if (auto error = parser.allocate(capacity, depth)) return error;
    if (auto error = parser.doc.allocate(capacity)) return error;
  }
  return parser.parse(json.data(), json.size(), false).get(root);
}

bool IsOutOfMemory(simdjson::error_code error) {
  return error == simdjson::MEMALLOC || error == simdjson::CAPACITY;
}

absl::Status OutOfMemory(size_t size) {
  return absl::ResourceExhaustedError(
      absl::StrFormat("not enough memory for a record of %d bytes", size));
}

absl::Status NotA(std::string_view name, std::string_view type) {
  return absl::InvalidArgumentError(
      absl::StrFormat("'%s' is not %s", name, type));
}

absl::StatusOr<dom::element> Find(const JsonObject& object,
                                  std::string_view name) {
  dom::element element;
  if (JsonViews::Object(object).at_key(name).get(element)) {
    return absl::InvalidArgumentError(absl::StrFormat("'%s' is missing", name));
  }
  return element;
}

std::vector<JsonValue> Elements(const dom::array& array) {
  std::vector<JsonValue> elements;
  for (const dom::element element : array) {
    elements.push_back(JsonViews::Value(element));
  }
  return elements;
}

}  // namespace

JsonType JsonValue::type() const {
  switch (JsonViews::Element(*this).type()) {
    case dom::element_type::ARRAY:
      return JsonType::kArray;
    case dom::element_type::OBJECT:
      return JsonType::kObject;
    case dom::element_type::INT64:
    case dom::element_type::UINT64:
    case dom::element_type::DOUBLE:
      return JsonType::kNumber;
    case dom::element_type::STRING:
      return JsonType::kString;
    case dom::element_type::BOOL:
      return JsonType::kBool;
    default:
      return JsonType::kNull;
  }
}

bool JsonValue::boolean() const {
  bool value = false;
  return !JsonViews::Element(*this).get(value) && value;
}

std::string_view JsonValue::string() const {
  std::string_view text;
  if (JsonViews::Element(*this).get(text)) return {};
  return text;
}

std::optional<int64_t> JsonValue::integer() const {
  int64_t number = 0;
  if (JsonViews::Element(*this).get(number)) return std::nullopt;
  return number;
}

std::optional<uint64_t> JsonValue::unsigned_integer() const {
  uint64_t number = 0;
  if (JsonViews::Element(*this).get(number)) return std::nullopt;
  return number;
}

std::optional<double> JsonValue::number() const {
  double number = 0;
  if (JsonViews::Element(*this).get(number)) return std::nullopt;
  return number;
}

JsonObject JsonValue::object() const {
  dom::object object;
  [[maybe_unused]] const auto error = JsonViews::Element(*this).get(object);
  return JsonViews::Object(object);
}

std::vector<JsonValue> JsonValue::elements() const {
  dom::array array;
  if (JsonViews::Element(*this).get(array)) return {};
  return Elements(array);
}

std::vector<JsonField> JsonObject::Fields() const {
  std::vector<JsonField> fields;
  ForEachField([&fields](std::string_view name, JsonValue value) {
    fields.push_back({name, value});
  });
  return fields;
}

void JsonObject::ForEachField(
    absl::FunctionRef<void(std::string_view, JsonValue)> visit) const {
  for (const dom::key_value_pair field : JsonViews::Object(*this)) {
    visit(field.key, JsonViews::Value(field.value));
  }
}

bool JsonObject::Has(std::string_view name) const {
  return Find(*this, name).ok();
}

absl::StatusOr<std::string_view> JsonObject::String(
    std::string_view name) const {
  PROV_ASSIGN_OR_RETURN(const dom::element element, Find(*this, name));
  std::string_view text;
  if (element.get(text)) return NotA(name, "a string");
  return text;
}

absl::StatusOr<uint64_t> JsonObject::Unsigned(std::string_view name) const {
  PROV_ASSIGN_OR_RETURN(const dom::element element, Find(*this, name));
  uint64_t number = 0;
  if (element.get(number)) return NotA(name, "a whole number from 0 to 2^64-1");
  return number;
}

absl::StatusOr<TenThousandths> JsonObject::Ratio(std::string_view name) const {
  PROV_ASSIGN_OR_RETURN(const dom::element element, Find(*this, name));
  double number = 0;
  if (element.get(number) || !(number >= 0 && number <= 1)) {
    return NotA(name, "a number from 0 to 1");
  }
  // 0.2900 is 2899.99… ten-thousandths as a double.
  return TenThousandths{static_cast<uint32_t>(number * 10000 + 1e-6)};
}

absl::StatusOr<JsonObject> JsonObject::Object(std::string_view name) const {
  PROV_ASSIGN_OR_RETURN(const dom::element element, Find(*this, name));
  dom::object object;
  if (element.get(object)) return NotA(name, "an object");
  return JsonViews::Object(object);
}

absl::StatusOr<std::vector<JsonValue>> JsonObject::Array(
    std::string_view name) const {
  PROV_ASSIGN_OR_RETURN(const dom::element element, Find(*this, name));
  dom::array array;
  if (element.get(array)) return NotA(name, "an array");
  return Elements(array);
}

struct JsonReader::Parsers {
  dom::parser fast;
  dom::parser slow;
  std::string copy;

  absl::StatusOr<JsonObject> SecondLook(std::string_view json) {
    copy.assign(json);
    copy.append(kJsonPadding, ' ');
    const auto tamed = std::span(copy).first(json.size());
    const bool too_deep = ReplaceTooLargeNumbers(tamed) > kMaxJsonDepth;
    const std::string_view view(tamed.data(), tamed.size());
    dom::element root;
    dom::object object;
    const simdjson::error_code error = ParseWith(slow, kSlowDepth, view, root);
    if (IsOutOfMemory(error)) return OutOfMemory(json.size());
    if (too_deep || error || root.get(object) ||
        FindLoneSurrogate(view) != kNone) {
      return ExplainJsonError(tamed);
    }
    return JsonViews::Object(object);
  }
};

JsonReader::JsonReader() : parsers_(std::make_unique<Parsers>()) {}
JsonReader::~JsonReader() = default;
JsonReader::JsonReader(JsonReader&&) noexcept = default;
JsonReader& JsonReader::operator=(JsonReader&&) noexcept = default;

absl::StatusOr<JsonObject> JsonReader::Parse(std::string_view json) {
  const size_t begin = json.find_first_not_of(kWhiteSpace);
  if (begin == kNone || json[begin] != '{') {
    return JsonErrorAt(begin == kNone ? 0 : begin, "not a JSON object");
  }
  dom::element root;
  const simdjson::error_code error =
      ParseWith(parsers_->fast, kFastDepth, json, root);
  if (IsOutOfMemory(error)) return OutOfMemory(json.size());
  dom::object object;
  if (error || root.get(object) || FindLoneSurrogate(json) != kNone) {
    return parsers_->SecondLook(json);
  }
  return JsonViews::Object(object);
}

}  // namespace prov
