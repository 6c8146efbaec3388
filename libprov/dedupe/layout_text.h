// The layouts of all inputs as JSON text, made run by run: with a memory budget
// only its latest part is held, for an archive in which kept and dropped lines
// alternate has as many runs as lines, and a literal may be a gigabyte of blank
// lines.

#ifndef LIBPROV_DEDUPE_LAYOUT_TEXT_H_
#define LIBPROV_DEDUPE_LAYOUT_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/dedupe/layout.h"
#include "libprov/store/spill_file.h"

namespace prov {

class LayoutText {
 public:
  explicit LayoutText(const MemoryBudget& memory);

  // Appends to the layout of an input.  Runs of one source that follow each
  // other become one.  REQUIRES: inputs come in order.
  void Append(size_t input, const Layout& layout);

  // Calls `write` with the array of all layouts, [["k120","d1"],[]], in pieces.
  // REQUIRES: nothing is appended after it.
  absl::Status Write(size_t num_inputs,
                     absl::FunctionRef<absl::Status(std::string_view)> write);

 private:
  void BeginInputs(size_t count);
  void Add(const LayoutRun& run);
  void EndRun();
  void AddText(std::string_view text);

  uint64_t max_bytes_;
  std::string text_ = "[";  // What is not in file_ yet.
  size_t inputs_ = 0;       // Begun so far.
  SpillFile file_;
  // The run that is not ended; the bytes of a literal are text already.
  std::optional<LayoutRun::Source> source_;
  uint64_t lines_ = 0;
  bool any_ = false;
};

}  // namespace prov

#endif  // LIBPROV_DEDUPE_LAYOUT_TEXT_H_
