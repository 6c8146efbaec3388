// Writes JSON Lines: one object a line, members in the order they are given,
// no spaces, UTF-8 as it is; only what JSON demands is escaped.
//
//   std::string line;
//   JsonWriter json(line);
//   json.BeginObject().Member("schema", "prov.match/1").Member("shared", 512);
//   json.EndObject();                 // {"schema":"prov.match/1","shared":512}

#ifndef LIBPROV_BASE_JSON_WRITER_H_
#define LIBPROV_BASE_JSON_WRITER_H_

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace prov {

// Appends `text` as a JSON string, quotes included.
// REQUIRES: text is valid UTF-8.
void AppendJsonString(std::string& out, std::string_view text);

// A similarity in units of 1/10000, the only precision findings carry; it is
// truncated, so that 0.8000 is never printed for a pair under the threshold.
struct TenThousandths {
  uint32_t value = 0;
  friend auto operator<=>(TenThousandths, TenThousandths) = default;
};

// floor(10000 * numerator / denominator).  REQUIRES: denominator > 0.
TenThousandths Ratio(uint64_t numerator, uint64_t denominator);

// "0.9123", always four decimals.
std::string ToString(TenThousandths ratio);

class JsonWriter {
 public:
  // Appends to `out`, which must outlive the writer.
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& BeginObject();
  JsonWriter& EndObject();
  JsonWriter& BeginArray();
  JsonWriter& EndArray();

  // Names the next value.  REQUIRES: an object is open.
  JsonWriter& Key(std::string_view name);

  JsonWriter& Value(std::string_view text);
  JsonWriter& Value(const char* text) { return Value(std::string_view(text)); }
  JsonWriter& Value(TenThousandths ratio);
  JsonWriter& Value(std::nullptr_t);
  JsonWriter& Value(std::same_as<bool> auto value) {
    return Raw(value ? "true" : "false");
  }
  JsonWriter& Value(std::integral auto value) requires(
      !std::same_as<decltype(value), bool>) {
    return Raw(std::to_string(value));
  }

  // Inserts `json`, which is valid JSON already, as the next value.
  JsonWriter& Raw(std::string_view json);

  template <typename T>
  JsonWriter& Member(std::string_view name, const T& value) {
    return Key(name).Value(value);
  }

 private:
  void Separate();

  std::string& out_;
  bool need_comma_ = false;
};

}  // namespace prov

#endif  // LIBPROV_BASE_JSON_WRITER_H_
