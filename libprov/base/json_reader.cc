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

#include <rapidjson/error/error.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <span>
#include <utility>

#include "absl/strings/str_format.h"

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
constexpr std::string_view kTooLarge = "9e99";
constexpr std::string_view kLoneSurrogate =
    "half of a surrogate pair stands alone";
constexpr size_t kNone = std::string_view::npos;

// simdjson does not count a level that is empty, so its limit is too low for
// the one pass and too high for the other, whose levels we count ourselves.
constexpr size_t kFastDepth = kMaxJsonDepth - 2;
constexpr size_t kSlowDepth = kMaxJsonDepth + 2;

absl::Status At(size_t offset, std::string_view message) {
  return absl::InvalidArgumentError(
      absl::StrFormat("column %d: %s", offset + 1, message));
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Passes over the digits from `at` on; false if there are none.
bool SkipDigits(std::string_view token, size_t& at) {
  const size_t begin = at;
  while (at < token.size() && IsDigit(token[at])) ++at;
  return at > begin;
}

// Is this a number as RFC 8259 writes it?
bool IsNumber(std::string_view token) {
  size_t at = token.starts_with('-') ? 1 : 0;
  const size_t digits = at;
  if (!SkipDigits(token, at)) return false;
  if (token[digits] == '0' && at > digits + 1) return false;
  if (at < token.size() && token[at] == '.' && !SkipDigits(token, ++at)) {
    return false;
  }
  if (at < token.size() && (token[at] == 'e' || token[at] == 'E')) {
    ++at;
    if (at < token.size() && (token[at] == '+' || token[at] == '-')) ++at;
    if (!SkipDigits(token, at)) return false;
  }
  return at == token.size();
}

template <typename Number>
bool Fits(std::string_view token) {
  Number number{};
  return std::from_chars(token.data(), token.data() + token.size(), number)
             .ec == std::errc();
}

// Would simdjson refuse this number, though well formed, for its size?
bool IsTooLarge(std::string_view token) {
  if (!IsNumber(token)) return false;
  if (token.find_first_of(".eE") != kNone) return !Fits<double>(token);
  return !Fits<int64_t>(token) && !Fits<uint64_t>(token);
}

// RapidJSON refuses more of them, among them 0e999; it gets none of these.
bool IsLong(std::string_view token) {
  return token.size() > kTooLarge.size() && IsNumber(token);
}

// Replaces the numbers that are `unwanted`, all longer than kTooLarge, and
// returns how deep `json` nests.  Strings are passed over; malformed input
// gives no more than a wrong depth.
size_t TameNumbers(bool (*unwanted)(std::string_view), std::span<char> bytes) {
  const std::string_view json(bytes.data(), bytes.size());
  size_t depth = 0;
  size_t deepest = 0;
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"') {
      for (++i; i < json.size() && json[i] != '"'; ++i) {
        if (json[i] == '\\') ++i;
      }
    } else if (c == '[' || c == '{') {
      deepest = std::max(deepest, ++depth);
    } else if (c == ']' || c == '}') {
      if (depth > 0) --depth;
    } else if (c == '-' || IsDigit(c)) {
      const size_t end =
          std::min(json.find_first_not_of("0123456789+-.eE", i), json.size());
      if (unwanted(json.substr(i, end - i))) {
        std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(i), end - i,
                    ' ');
        kTooLarge.copy(bytes.data() + i, kTooLarge.size());
      }
      i = end - 1;
    }
  }
  return deepest;
}

// The four digits after the "\u" at `offset`.
uint32_t CodeUnit(std::string_view json, size_t offset) {
  uint32_t unit = 0;
  const char* digits = json.data() + offset + 2;
  std::from_chars(digits, digits + 4, unit, 16);
  return unit;
}

// Whether "\ud" begins at that byte, in any case of letters: 1 or 0.
uint8_t BeginsSurrogate(const char* at) {
  const int differs = (at[0] ^ '\\') | (at[1] ^ 'u') | ((at[2] | 0x20) ^ 'd');
  return static_cast<uint8_t>(differs) == 0 ? 1 : 0;
}

// Whether it does anywhere: in few records.  A block at a time without a
// branch, so that compilers make vector code of it.
bool MayHoldSurrogates(std::string_view json) {
  constexpr size_t kBlockBytes = 256;
  size_t i = 0;
  uint8_t found = 0;
  for (; i + kBlockBytes + 2 <= json.size() && found == 0; i += kBlockBytes) {
    const char* const block = json.data() + i;
    uint8_t here = 0;
    for (size_t k = 0; k < kBlockBytes; ++k) here |= BeginsSurrogate(block + k);
    found = here;
  }
  for (; i + 2 < json.size(); ++i) found |= BeginsSurrogate(json.data() + i);
  return found != 0;
}

// Where half of a surrogate pair stands alone, or kNone.
// REQUIRES: json is valid but for that.
size_t FindLoneSurrogate(std::string_view json) {
  if (!MayHoldSurrogates(json)) return kNone;
  size_t i = 0;
  while (i < json.size()) {
    // Escapes often follow each other; memchr is for the long way.
    if (json[i] != '\\') {
      const void* found = std::memchr(json.data() + i, '\\', json.size() - i);
      if (found == nullptr) return kNone;
      i = static_cast<size_t>(static_cast<const char*>(found) - json.data());
    }
    if (json[i + 1] != 'u' || (json[i + 2] | 0x20) != 'd' ||
        json[i + 3] < '8') {
      i += 2;
      continue;
    }
    if (CodeUnit(json, i) >= 0xDC00 || json.substr(i + 6, 2) != "\\u") {
      return i;
    }
    const uint32_t low = CodeUnit(json, i + 6);
    if (low < 0xDC00 || low > 0xDFFF) return i;
    i += 12;
  }
  return kNone;
}

// Accepts everything but too deep nesting.
struct DepthHandler
    : rapidjson::BaseReaderHandler<rapidjson::UTF8<>, DepthHandler> {
  size_t depth = 0;

  bool StartObject() { return ++depth <= kMaxJsonDepth; }
  bool EndObject(rapidjson::SizeType) { return Leave(); }
  bool StartArray() { return ++depth <= kMaxJsonDepth; }
  bool EndArray(rapidjson::SizeType) { return Leave(); }
  bool Leave() {
    --depth;
    return true;
  }
};

// What RapidJSON's `code` means; `culprit` is the byte where it stopped.
std::string_view Describe(rapidjson::ParseErrorCode code, char culprit) {
  switch (code) {
    case rapidjson::kParseErrorDocumentRootNotSingular:
      return "there is something after the end of the object";
    case rapidjson::kParseErrorValueInvalid:
      return "this is no value that JSON knows (text needs double quotes)";
    case rapidjson::kParseErrorObjectMissName:
      return "a member's name in double quotes is expected";
    case rapidjson::kParseErrorObjectMissColon:
      return "':' is expected after a member's name";
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
      return "',' or '}' is expected";
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
      return "',' or ']' is expected";
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
      return "\\u needs four hexadecimal digits";
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
      return kLoneSurrogate;
    case rapidjson::kParseErrorStringEscapeInvalid:
      return culprit == '\\' ? "JSON has no such escape after '\\'"
                             : "a control character must be escaped";
    case rapidjson::kParseErrorStringInvalidEncoding:
      return "the text is not valid UTF-8";
    case rapidjson::kParseErrorNumberMissFraction:
      return "a digit is expected after the decimal point";
    case rapidjson::kParseErrorNumberMissExponent:
      return "a digit is expected in the exponent";
    case rapidjson::kParseErrorNumberTooBig:
      return "this number is malformed";  // were it not, we had replaced it
    case rapidjson::kParseErrorTermination:
      return "nested deeper than 1,024 levels";
    default:
      return "this is not JSON";
  }
}

// Says what is wrong with `bytes`, of which we know that something is.
absl::Status Explain(std::span<char> bytes) {
  TameNumbers(IsLong, bytes);
  const std::string_view json(bytes.data(), bytes.size());
  rapidjson::MemoryStream stream(json.data(), json.size());
  rapidjson::Reader reader;
  DepthHandler handler;
  const rapidjson::ParseResult result =
      reader.Parse<rapidjson::kParseIterativeFlag |
                   rapidjson::kParseValidateEncodingFlag>(stream, handler);
  // RapidJSON lets lone low surrogates pass and takes a zero byte for the end.
  const size_t read = result.IsError() ? result.Offset() : json.size();
  const size_t zero = std::min(json.find('\0'), json.size());
  const size_t lone = FindLoneSurrogate(json.substr(0, std::min(read, zero)));
  if (lone != kNone) return At(lone, kLoneSurrogate);
  if (zero < json.size() && read >= zero) {
    return At(zero, "a zero byte stands in the record");
  }
  if (!result.IsError()) return At(0, "this is not JSON");
  if (read >= json.size()) {
    return At(read, "the record ends before its object does");
  }
  return At(read, Describe(result.Code(), json[read]));
}

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
    const bool too_deep = TameNumbers(IsTooLarge, tamed) > kMaxJsonDepth;
    const std::string_view view(tamed.data(), tamed.size());
    dom::element root;
    dom::object object;
    const simdjson::error_code error = ParseWith(slow, kSlowDepth, view, root);
    if (IsOutOfMemory(error)) return OutOfMemory(json.size());
    if (too_deep || error || root.get(object) ||
        FindLoneSurrogate(view) != kNone) {
      return Explain(tamed);
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
    return At(begin == kNone ? 0 : begin, "not a JSON object");
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
