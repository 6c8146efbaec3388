// Reading a whole JSON Lines corpus from stdin, for the bench programs, which
// may hold it in memory and stop at the first thing that is wrong.

#ifndef BENCH_LINES_H_
#define BENCH_LINES_H_

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace prov_bench {

// Prints "program: message" on stderr and exits with 2.
[[noreturn]] inline void Fail(std::string_view program,
                              std::string_view message) {
  std::fprintf(stderr, "%.*s: %.*s\n", static_cast<int>(program.size()),
               program.data(), static_cast<int>(message.size()),
               message.data());
  std::exit(2);
}

inline std::string ReadStdin() {
  std::string all;
  size_t used = 0;
  for (;;) {
    if (all.size() - used < (1U << 20)) all.resize(all.size() * 2 + (1U << 21));
    const size_t got = std::fread(&all[used], 1, all.size() - used, stdin);
    if (got == 0) break;
    used += got;
  }
  all.resize(used);
  return all;
}

// A record and where it stands.
struct Line {
  std::string_view record;  // Without line ending and byte order mark.
  size_t number = 0;        // From 1, blank lines counted.
};

// The lines that are not blank.  The views point into `text`.
inline std::vector<Line> SplitLines(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  std::vector<Line> lines;
  for (size_t number = 1; !text.empty(); ++number) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") != std::string_view::npos) {
      lines.push_back({line, number});
    }
  }
  return lines;
}

}  // namespace prov_bench

#endif  // BENCH_LINES_H_
