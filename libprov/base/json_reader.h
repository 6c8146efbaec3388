// Reads one JSON object at a time, strictly: what RFC 8259 forbids is refused
// wherever it stands, also in members nobody asks for.
//
// Accepted beyond what one might fear: numbers of any size, nesting to 1,024,
// "\u0000", equal keys (Fields() shows every one).  Refused: invalid UTF-8,
// lone surrogate escapes, deeper nesting, anything but white space after the
// object.
//
// simdjson does the work.  Where it refuses, it is given a copy in which the
// numbers that are merely too large are replaced; where it refuses that too,
// RapidJSON names the place.  O(size); memory about 13 times the largest size.

#ifndef LIBPROV_BASE_JSON_READER_H_
#define LIBPROV_BASE_JSON_READER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "libprov/base/json_writer.h"
#include "libprov/base/status.h"

namespace prov {

// Bytes past the end of `json` that JsonReader::Parse() may read.
inline constexpr size_t kJsonPadding = 64;

// Objects and arrays inside one another that Parse() follows.
inline constexpr size_t kMaxJsonDepth = 1024;

enum class JsonType : uint8_t {
  kNull,
  kBool,
  kNumber,
  kString,
  kArray,
  kObject
};

class JsonObject;
struct JsonViews;

// A view of a value; valid until the next Parse() of its reader.
class JsonValue {
 public:
  JsonType type() const;
  // REQUIRES: type() == kString.  The decoded text.
  std::string_view string() const;
  // REQUIRES: type() == kBool.
  bool boolean() const;
  // The whole number, nullopt if this is none or it does not fit.
  std::optional<int64_t> integer() const;
  std::optional<uint64_t> unsigned_integer() const;
  // The nearest double, nullopt if this is no number.  One that no double can
  // hold reads as 9e99.
  std::optional<double> number() const;
  // REQUIRES: type() == kObject.
  JsonObject object() const;
  // REQUIRES: type() == kArray.
  std::vector<JsonValue> elements() const;

 private:
  friend struct JsonViews;
  // The parser's own view, kept as bytes so that its header stays out of ours.
  alignas(void*) std::array<std::byte, 2 * sizeof(void*)> element_;
};

struct JsonField;

// A view of an object; valid until the next Parse() of its reader.  The
// getters return InvalidArgument naming the member if it is missing or of
// another type; of equal keys they see the first.
class JsonObject {
 public:
  std::vector<JsonField> Fields() const;
  // Calls `visit` for each member in turn, without allocating.
  void ForEachField(
      absl::FunctionRef<void(std::string_view name, JsonValue value)> visit)
      const;
  bool Has(std::string_view name) const;
  absl::StatusOr<std::string_view> String(std::string_view name) const;
  absl::StatusOr<uint64_t> Unsigned(std::string_view name) const;
  // Truncated to four decimals, as JsonWriter wrote it.
  absl::StatusOr<TenThousandths> Ratio(std::string_view name) const;
  absl::StatusOr<JsonObject> Object(std::string_view name) const;
  absl::StatusOr<std::vector<JsonValue>> Array(std::string_view name) const;

 private:
  friend struct JsonViews;
  alignas(void*) std::array<std::byte, 2 * sizeof(void*)> object_;
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
  JsonReader(JsonReader&&) noexcept;
  JsonReader& operator=(JsonReader&&) noexcept;

  // Returns the object that `json` holds, or InvalidArgument
  // "column N: what is wrong" (N counts bytes from 1); ResourceExhausted where
  // memory does not suffice.
  //
  // REQUIRES: kJsonPadding bytes after `json` are readable.
  absl::StatusOr<JsonObject> Parse(std::string_view json);

 private:
  struct Parsers;
  std::unique_ptr<Parsers> parsers_;
};

}  // namespace prov

#endif  // LIBPROV_BASE_JSON_READER_H_
