#include "libprov/base/json_writer.h"

#include <array>
#include <cstring>

#include "absl/strings/str_format.h"

namespace prov {
namespace {

// Whether none of eight bytes is a control character, a quote or a backslash.
bool NeedsNoEscape(const char* bytes) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kHigh = 0x80 * kOnes;
  uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  // Of the bytes below n at least the first is told.
  const auto below = [](uint64_t x, uint64_t n) {
    return (x - n * kOnes) & ~x & kHigh;
  };
  return (below(word, 0x20) | below(word ^ '"' * kOnes, 1) |
          below(word ^ '\\' * kOnes, 1)) == 0;
}

}  // namespace

void AppendJsonString(std::string& out, std::string_view text) {
  out.push_back('"');
  size_t done = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    while (i + 8 <= text.size() && NeedsNoEscape(text.data() + i)) i += 8;
    if (i == text.size()) break;
    const char c = text[i];
    if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\') {
      continue;
    }
    out.append(text.substr(done, i - done));
    done = i + 1;
    switch (c) {
      case '"':
        out.append("\\\"");
        break;
      case '\\':
        out.append("\\\\");
        break;
      case '\n':
        out.append("\\n");
        break;
      case '\r':
        out.append("\\r");
        break;
      case '\t':
        out.append("\\t");
        break;
      default:
        out.append(absl::StrFormat("\\u%04x", static_cast<unsigned char>(c)));
    }
  }
  out.append(text.substr(done)).push_back('"');
}

TenThousandths Ratio(uint64_t numerator, uint64_t denominator) {
  return {static_cast<uint32_t>(numerator * 10000 / denominator)};
}

std::string ToString(TenThousandths ratio) {
  std::string text = std::to_string(10000 + ratio.value % 10000);
  text[0] = '.';
  return std::to_string(ratio.value / 10000) + text;
}

void JsonWriter::Separate() {
  if (need_comma_) out_.push_back(',');
  need_comma_ = true;
}

JsonWriter& JsonWriter::BeginObject() {
  Separate();
  out_.push_back('{');
  need_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::EndObject() {
  out_.push_back('}');
  need_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::BeginArray() {
  Separate();
  out_.push_back('[');
  need_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::EndArray() {
  out_.push_back(']');
  need_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::Key(std::string_view name) {
  Separate();
  AppendJsonString(out_, name);
  out_.push_back(':');
  need_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::Raw(std::string_view json) {
  Separate();
  out_.append(json);
  return *this;
}

JsonWriter& JsonWriter::Value(std::string_view text) {
  Separate();
  AppendJsonString(out_, text);
  return *this;
}

JsonWriter& JsonWriter::Value(TenThousandths ratio) {
  return Raw(ToString(ratio));
}

JsonWriter& JsonWriter::Value(std::nullptr_t) { return Raw("null"); }

}  // namespace prov
