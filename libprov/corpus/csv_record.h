// CSV records as documents: the header says which column is which member.

#ifndef LIBPROV_CORPUS_CSV_RECORD_H_
#define LIBPROV_CORPUS_CSV_RECORD_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"
#include "libprov/corpus/date.h"
#include "libprov/corpus/document.h"
#include "libprov/corpus/field_map.h"
#include "libprov/corpus/format.h"
#include "libprov/store/input_bytes.h"

namespace prov {

// Calls `visit` with the fields of a record in turn, quotes resolved; the views
// last for the call.  `scratch` holds a field whose quotes had to be resolved.
// InvalidArgument "field N: why" for a quote that is not closed, and for
// anything between a closing quote and the separator.
absl::Status ForEachCsvField(
    std::string_view record, char separator, std::string& scratch,
    absl::FunctionRef<void(size_t field, std::string_view value)> visit);

struct CsvHeader {
  char separator = ',';
  // Everything before the first record, the end of the header's line included:
  // kept files begin with it.  Empty if the input has no header, and so no
  // records.
  std::string bytes;
  size_t num_fields = 0;
  // The member that a column holds, or kMemberCount.
  std::vector<Member> columns;
};

// The separator of a format.  REQUIRES: HasHeader(format)
char SeparatorOf(Format format);

// Which columns of a header hold what.  InvalidArgument naming the column if
// one of those we read is there twice, or if there is none with the text or
// one that `fields` names.
absl::StatusOr<CsvHeader> ParseCsvHeader(std::string_view line, char separator,
                                         const FieldMap& fields);

// Reads the header of an input: its first line that is not blank.  DataLoss
// "path:line: why" also if it is not UTF-8 or over 1 MiB.
absl::StatusOr<CsvHeader> ReadCsvHeader(const InputBytes& input, Format format,
                                        const FieldMap& fields);

// Reuses its memory from record to record.  One thread at a time.
class CsvParser {
 public:
  explicit CsvParser(const DateRules& dates) : dates_(dates) {}

  // Returns the document, or InvalidArgument "why", without the place of the
  // record, which the caller knows: not as many fields as the header has, bad
  // quotes, invalid UTF-8.  An empty field is a member that is not there.
  absl::StatusOr<Document> Parse(const CsvHeader& header,
                                 std::string_view record);

 private:
  DateRules dates_;
  std::string scratch_;
  std::array<std::string, kMemberCount> resolved_;
};

}  // namespace prov

#endif  // LIBPROV_CORPUS_CSV_RECORD_H_
