// The dropped file: JSON Lines from which, with the kept file, every input can
// be had back.
//
//   prov.run/1      which run made it
//   prov.input/1    one for each input, in order
//   prov.drop/1     one for each dropped record, in input order
//   prov.layout/1   last: how to put the inputs together, and the SHA-256 of
//                   the kept and rejects files that belong to this one

#ifndef LIBPROV_DEDUPE_DROP_FILE_H_
#define LIBPROV_DEDUPE_DROP_FILE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/json_reader.h"
#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/corpus/findings.h"
#include "libprov/dedupe/delta.h"
#include "libprov/dedupe/layout.h"
#include "libprov/dedupe/layout_text.h"
#include "libprov/dedupe/removal.h"

namespace prov {

enum class LineEnding : uint8_t { kNone, kLf, kCrLf, kMixed };

// What prov.input/1 says of an input.
struct InputShape {
  InputFacts facts;
  Format format = Format::kJsonLines;
  std::string header;  // Source::header_bytes(): its kept file begins with it.
  std::string id;      // Of the document, if the input is a text file.
  bool byte_order_mark = false;
  LineEnding line_ending = LineEnding::kNone;
  bool final_newline = false;
};

// What prov.drop/1 says of a record, as far as restoring it goes.
struct DropLine {
  std::string key;
  std::string kept;
  uint32_t input = 0;
  uint64_t length = 0;
  std::string sha256;       // Of the record.
  std::string_view ending;  // Of its line; "" for a text file.
  Delta delta;
};

// What prov.layout/1 says.
struct LayoutLine {
  std::vector<Layout> inputs;
  // One for each input, or one for all of them together.  Empty where a text
  // file is not kept: then it has no kept file.
  std::vector<std::string> kept_sha256;
  std::optional<std::string> rejects_sha256;

  // Whether anything comes from the rejects file.
  bool needs_rejects() const;

  // How many kept files there are.
  size_t num_kept_files() const;
};

// The shape of an input, from its bytes and the documents scanned from it.
absl::StatusOr<InputShape> ShapeOf(const Corpus& corpus, size_t input,
                                   const InputFacts& facts);

// Lines without "\n".
std::string InputLine(size_t input, const InputShape& shape);
std::string DropLineOf(const DocumentTable& documents, const Removal& removal,
                       std::string_view record, const Delta& delta,
                       LineEnding ending_of_input);
std::string LayoutLineOf(const LayoutLine& layout);

// Calls `write` with a layout line in pieces; `digests` says all but `inputs`.
absl::Status WriteLayoutLine(
    LayoutText& inputs, size_t num_inputs, const LayoutLine& digests,
    absl::FunctionRef<absl::Status(std::string_view)> write);

// A whole dropped file but for its drops, which may be many: read it once for
// these, then again with ForEachDrop().
struct DropFileFrame {
  RunFacts run;
  std::vector<InputShape> inputs;
  LayoutLine layout;
  uint64_t drops = 0;
};

// DataLoss "path:line: ..." also if the last line is not the layout: the file
// was cut short.
absl::StatusOr<DropFileFrame> ReadDropFileFrame(const std::string& path);

absl::Status ForEachDrop(
    const std::string& path, const std::vector<InputShape>& inputs,
    absl::FunctionRef<absl::Status(const DropLine& drop)> visit);

}  // namespace prov

#endif  // LIBPROV_DEDUPE_DROP_FILE_H_
