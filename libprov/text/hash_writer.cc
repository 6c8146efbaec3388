// Held by tests/unit/text/tokenizer_test.cc.

#include "libprov/text/hash_writer.h"

namespace prov {
namespace {

bool IsAsciiLetter(char c) {
  const unsigned letter = (static_cast<unsigned char>(c) | 0x20u) - 'a';
  return letter < 26;
}

bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }

// The length of the apostrophe that `text` begins with; 0 if it is none of the
// usual.
size_t ApostropheLength(std::string_view text) {
  if (text[0] == '\'' || text[0] == '`') return 1;
  for (const std::string_view quote : {"\u2019", "\u2018", "\u201b"}) {
    if (text.starts_with(quote)) return quote.size();
  }
  return 0;
}

}  // namespace

void HashWriter::AddScanned(std::string_view run) {
  if (run.size() > kMaxContraction || !AddContraction(run)) AddAny(run);
}

void HashWriter::AddAny(std::string_view run) {
  const size_t base = OffsetOf(run);
  const auto add = [&](std::string_view token, const TokenSpan& span) {
    *out_++ = token_hash::HashBytes(token.data(), token.size(), 0);
    AddPlace(base + span.begin_byte, base + span.end_byte);
  };
  scanner_->Scan(run, add);
}

bool HashWriter::AddContraction(std::string_view run) {
  char joined[kMaxContraction];
  size_t size = 0;
  for (size_t i = 0; i < run.size(); ++i) {
    if (IsAsciiLetter(run[i]) || IsAsciiDigit(run[i])) {
      joined[size++] = run[i];
      continue;
    }
    const size_t length = ApostropheLength(run.substr(i));
    const size_t next = i + length;
    if (length == 0 || i == 0 || !IsAsciiLetter(run[i - 1]) ||
        next == run.size() || !IsAsciiLetter(run[next])) {
      return false;
    }
    i = next - 1;
  }
  AddJoined(run, {joined, size});
  return true;
}

}  // namespace prov
