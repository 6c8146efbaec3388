// From findings back to the bytes they are about: which record of which file a
// finding names, and whether the text there is still what the finding says.

#ifndef LIBPROV_LEDGER_ARCHIVE_H_
#define LIBPROV_LEDGER_ARCHIVE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/json_reader.h"
#include "libprov/base/status.h"
#include "libprov/corpus/findings.h"

namespace prov {

// Something that a finding says of a document.
struct FindingPlace {
  std::string key;
  struct Span {
    uint64_t begin = 0;  // Code points of the text.
    uint64_t end = 0;
    uint64_t begin_byte = 0;
    uint64_t end_byte = 0;
  };
  std::optional<Span> span;
  std::optional<std::string> exact;  // What is said to stand there.
  struct Record {
    uint64_t input = 0;
    uint64_t offset = 0;
    uint64_t length = 0;
    std::string sha256;
  };
  std::optional<Record> record;  // Of a dropped record.
};

// Every place that a finding names; empty for schemas that name none.  Virtual
// nodes of chains are none.
std::vector<FindingPlace> PlacesOf(std::string_view schema,
                                   const JsonObject& finding);

// What is found at a place.
struct PlaceReport {
  std::string file;     // As it was given, and the line in it: "news.jsonl:12".
  uint64_t offset = 0;  // Of the record in the decoded bytes of the file.
  uint64_t length = 0;
  std::string sha256;   // Of the record.
  std::string text;     // In the span.
  std::string problem;  // Empty if all is as the finding says.
};

// Documents that were given to check findings by.
class Archive {
 public:
  // Digests the files, side by side.
  static absl::StatusOr<Archive> Open(const std::vector<std::string>& paths,
                                      unsigned threads);
  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;
  ~Archive();

  // Takes the documents that a run was about, told by the digests of its
  // inputs.  Returns the inputs that are not in the archive: the places of the
  // run cannot be checked then.
  absl::StatusOr<std::vector<InputFacts>> UseRun(const RunFacts& run);

  // REQUIRES: UseRun() found all inputs.
  absl::StatusOr<PlaceReport> Look(const FindingPlace& place);

 private:
  struct State;
  explicit Archive(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace prov

#endif  // LIBPROV_LEDGER_ARCHIVE_H_
