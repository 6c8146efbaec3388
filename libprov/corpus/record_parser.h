// Parses one record, a JSON object on a line of its own, into a Document.

#ifndef LIBPROV_CORPUS_RECORD_PARSER_H_
#define LIBPROV_CORPUS_RECORD_PARSER_H_

#include <string>
#include <string_view>

#include "libprov/base/json_reader.h"
#include "libprov/base/status.h"
#include "libprov/corpus/date.h"
#include "libprov/corpus/document.h"
#include "libprov/corpus/field_map.h"

namespace prov {

// Reuses its memory from record to record.  One thread at a time.
class RecordParser {
 public:
  RecordParser() = default;
  // Members that `fields` maps are looked for there, and nowhere else.
  RecordParser(const FieldMap& fields, const DateRules& dates)
      : fields_(fields), dates_(dates) {}

  // Returns the document, or InvalidArgument "column N: why" or "'text' is
  // missing", without the place of the record, which the caller knows.
  // Refused besides bad JSON: a missing or non-string text; equal keys among
  // the members we read; an id, outlet, url or title of another type than
  // string or null (an id may be a whole number of 64 bits).  A date that
  // cannot be read is no reason: see Document::date_unreadable.
  //
  // A number as date reads as its digits in a string would; an interval
  // {"earliest":…,"latest":…} needs both ends, in order.
  //
  // A text that is mapped may be an array of strings, its paragraphs: they are
  // joined by blank lines.
  //
  // REQUIRES: kJsonPadding bytes after `record` are readable.
  absl::StatusOr<Document> Parse(std::string_view record);

 private:
  FieldMap fields_;
  DateRules dates_;
  JsonReader json_;
  std::string id_;    // Holds a number that serves as id.
  std::string text_;  // Holds joined paragraphs.
};

}  // namespace prov

#endif  // LIBPROV_CORPUS_RECORD_PARSER_H_
