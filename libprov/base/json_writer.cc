#include "libprov/base/json_writer.h"

#include <array>
#include <cstring>
#include <utility>

#include "absl/strings/str_format.h"

namespace prov {
namespace {

// Whether none of eight bytes is a control character, a quote or a backslash.
bool NeedsNoEscape(uint64_t bytes) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kHigh = 0x80 * kOnes;
  // Of the bytes below n at least the first is told.
  const auto below = [](uint64_t x, uint64_t n) {
    return (x - n * kOnes) & ~x & kHigh;
  };
  return (below(bytes, 0x20) | below(bytes ^ '"' * kOnes, 1) |
          below(bytes ^ '\\' * kOnes, 1)) == 0;
}

template <typename Word>
uint64_t Load(const char* bytes) {
  Word word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

// Fewer than eight bytes as eight: some of them twice, or with spaces.
uint64_t LoadFew(std::string_view text) {
  const char* const last = text.data() + text.size();
  if (text.size() >= 4) {
    return Load<uint32_t>(text.data()) | Load<uint32_t>(last - 4) << 32;
  }
  constexpr uint64_t kSpaces = 0x2020202020202020;
  if (text.empty()) return kSpaces;
  if (text.size() == 1) return Load<uint8_t>(text.data()) | kSpaces << 8;
  return Load<uint16_t>(text.data()) | Load<uint16_t>(last - 2) << 16 |
         kSpaces << 32;
}

// How many bytes, from the first on, need no escape.
size_t PlainLength(std::string_view text) {
  size_t i = 0;
  while (i + 8 <= text.size() &&
         NeedsNoEscape(Load<uint64_t>(text.data() + i))) {
    i += 8;
  }
  if (i + 8 > text.size() && NeedsNoEscape(LoadFew(text.substr(i)))) {
    return text.size();
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) >= 0x20 &&
         text[i] != '"' && text[i] != '\\') {
    ++i;
  }
  return i;
}

void AppendEscaped(std::string& out, char c) {
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

}  // namespace

void AppendJsonString(std::string& out, std::string_view text) {
  out.push_back('"');
  for (;;) {
    const size_t plain = PlainLength(text);
    out.append(text.substr(0, plain));
    if (plain == text.size()) break;
    AppendEscaped(out, text[plain]);
    text.remove_prefix(plain + 1);
  }
  out.push_back('"');
}

TenThousandths Ratio(uint64_t numerator, uint64_t denominator) {
  return {static_cast<uint32_t>(numerator * 10000 / denominator)};
}

std::string ToString(TenThousandths ratio) {
  std::string text = std::to_string(ratio.value / 10000) + ".0000";
  for (auto [at, left] = std::pair(text.size(), ratio.value % 10000); left > 0;
       left /= 10) {
    text[--at] = static_cast<char>('0' + left % 10);
  }
  return text;
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
