// Reads one JSON object at a time, strictly: what RFC 8259 forbids is refused
// wherever it stands, also in members nobody asks for.
//
// Accepted beyond what one might fear: numbers of any size, nesting to 1,024,
// "\u0000", equal keys (Fields() shows every one).  Refused: invalid UTF-8,
// lone surrogate escapes, deeper nesting, anything but white space after the
// object.
//
// simdjson does the work; where it refuses, RapidJSON is asked for the place,
// and decides where simdjson refused a number only for its size.

#ifndef LIBPROV_BASE_JSON_READER_H_
#define LIBPROV_BASE_JSON_READER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/json_writer.h"
#include "libprov/base/status.h"

namespace prov {

// Bytes past the end of `json` that JsonReader::Parse() may read.
inline constexpr size_t kJsonPadding = 64;

enum class JsonType : uint8_t {
  kNull,
  kBool,
  kNumber,
  kString,
  kArray,
  kObject
};

class JsonObject;

// A view of a value; valid until the next Parse() of its reader.
class JsonValue {
 public:
  JsonType type() const;
  // REQUIRES: type() == kString.  The decoded text.
  std::string_view string() const;
  // The whole number, nullopt if this is none or it does not fit.
  std::optional<int64_t> integer() const;
  // REQUIRES: type() == kObject.
  JsonObject object() const;
  // REQUIRES: type() == kArray.
  std::vector<JsonValue> elements() const;
};

struct JsonField;

// A view of an object; valid until the next Parse() of its reader.  The
// getters return InvalidArgument naming the member if it is missing or of
// another type; of equal keys they see the first.
class JsonObject {
 public:
  std::vector<JsonField> Fields() const;
  bool Has(std::string_view name) const;
  absl::StatusOr<std::string_view> String(std::string_view name) const;
  absl::StatusOr<uint64_t> Unsigned(std::string_view name) const;
  absl::StatusOr<TenThousandths> Ratio(std::string_view name) const;
  absl::StatusOr<JsonObject> Object(std::string_view name) const;
  absl::StatusOr<std::vector<JsonValue>> Array(std::string_view name) const;
};

struct JsonField {
  std::string_view name;
  JsonValue value;
};

// Reuses its memory from object to object.  One thread at a time.
class JsonReader {
 public:
  JsonReader();
  ~JsonReader();

  // Returns the object that `json` holds, or InvalidArgument
  // "column N: what is wrong" (N counts bytes from 1).
  //
  // REQUIRES: kJsonPadding bytes after `json` are readable.
  absl::StatusOr<JsonObject> Parse(std::string_view json);
};

}  // namespace prov

#endif  // LIBPROV_BASE_JSON_READER_H_
