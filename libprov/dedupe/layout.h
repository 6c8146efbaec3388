// How an input is put together again: runs of lines, in input order, each run
// taken from one place.
//
//   k120   120 lines of the kept file
//   K1830  1830 bytes of it, where records are no lines: CSV, TSV, text
//   d1     1 record of the dropped file
//   r2     2 lines of the rejects file
//   R64    64 bytes of it
//   l...   these very bytes: a byte order mark, blank lines, a CSV header
//
// As JSON an array of such strings: ["l\ufeff","k120","d1","k3","l\n"].

#ifndef LIBPROV_DEDUPE_LAYOUT_H_
#define LIBPROV_DEDUPE_LAYOUT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/status.h"

namespace prov {

struct LayoutRun {
  enum class Source : char {
    kKept = 'k',
    kKeptBytes = 'K',
    kDropped = 'd',
    kRejected = 'r',
    kRejectedBytes = 'R',
    kLiteral = 'l'
  };
  Source source = Source::kKept;
  uint64_t lines = 0;   // Or bytes, where the source says so.
  std::string literal;  // Valid UTF-8.

  friend bool operator==(const LayoutRun&, const LayoutRun&) = default;
};

// The runs of one input.  Runs of the same source are joined as they come.
class Layout {
 public:
  void AddLine(LayoutRun::Source source);
  void AddBytes(LayoutRun::Source source, uint64_t bytes);
  void AddLiteral(std::string_view bytes);
  void Add(LayoutRun run);
  void Append(const Layout& next);

  const std::vector<LayoutRun>& runs() const { return runs_; }

 private:
  std::vector<LayoutRun> runs_;
};

// "k120"; the inverse returns InvalidArgument for anything else.
std::string ToString(const LayoutRun& run);
absl::StatusOr<LayoutRun> ParseLayoutRun(std::string_view text);

}  // namespace prov

#endif  // LIBPROV_DEDUPE_LAYOUT_H_
