// Let h be the shared head and t the shared tail.  If h ends inside a string
// and what differs holds neither quote nor backslash, a JSON lexer is in the
// same state at the end of h and at the beginning of t in both records.  They
// differ in that one string, and its key stands in h, where both have it.
//
// Tested by same_text_test.cc against parsing both records.

#include "libprov/match/same_text.h"

#include <cstddef>
#include <optional>

#include "libprov/base/shared_ends.h"

namespace prov {
namespace {

// Past this the string is hardly an id, and reading on is dearer than parsing.
constexpr size_t kMaxHeadBytes = 1024;

// A string of a record: its first byte within quotes, and whether it is a key.
struct OpenString {
  size_t begin = 0;
  std::string_view key;  // The last string before it.
};

// The string that `head` ends in, if it does.
std::optional<OpenString> StringAtEnd(std::string_view head) {
  std::string_view last;
  for (size_t i = 0; i < head.size(); ++i) {
    if (head[i] != '"') continue;
    const size_t begin = ++i;
    while (i < head.size() && head[i] != '"') i += head[i] == '\\' ? 2 : 1;
    // An escape that is cut in two would end with the other record's bytes.
    if (i > head.size()) return std::nullopt;
    if (i == head.size()) return OpenString{.begin = begin, .key = last};
    last = head.substr(begin, i - begin);
  }
  return std::nullopt;
}

// Whether a string that begins at `begin` is the value of the key before it.
bool IsValue(std::string_view head, size_t begin) {
  const size_t before = head.find_last_not_of(" \t\r", begin - 2);
  return before != std::string_view::npos && head[before] == ':';
}

}  // namespace

bool DifferOutsideTextOnly(std::string_view a, std::string_view b) {
  const size_t head = SharedHead(a, b);
  if (head > kMaxHeadBytes || head == 0) return false;
  const size_t tail = SharedTail(a.substr(head), b.substr(head));
  for (const std::string_view record : {a, b}) {
    const std::string_view middle =
        record.substr(head, record.size() - head - tail);
    if (middle.find_first_of("\"\\") != std::string_view::npos) return false;
  }
  const std::optional<OpenString> open = StringAtEnd(a.substr(0, head));
  return open.has_value() && open->begin >= 2 &&
         IsValue(a.substr(0, head), open->begin) && open->key != "text" &&
         open->key.find('\\') == std::string_view::npos;
}

}  // namespace prov
