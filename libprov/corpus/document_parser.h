// Parses a record of whatever format into a Document.

#ifndef LIBPROV_CORPUS_DOCUMENT_PARSER_H_
#define LIBPROV_CORPUS_DOCUMENT_PARSER_H_

#include <string_view>

#include "libprov/base/status.h"
#include "libprov/corpus/csv_record.h"
#include "libprov/corpus/document.h"
#include "libprov/corpus/read_options.h"
#include "libprov/corpus/record_parser.h"
#include "libprov/corpus/source.h"

namespace prov {

// Reuses its memory from record to record.  One thread at a time.
class DocumentParser {
 public:
  explicit DocumentParser(const ReadOptions& options)
      : options_(options),
        json_(options.fields, options.dates),
        csv_(options.dates) {}

  // Another one that reads alike and has no memory of records yet.
  DocumentParser Fresh() const { return DocumentParser(options_); }

  // Returns the document, or InvalidArgument why it is none, without its
  // place.  The views last until the next call, those into `source` with it.
  //
  // REQUIRES: kJsonPadding bytes after `record` are readable.
  absl::StatusOr<Document> Parse(const Source& source, std::string_view record);

 private:
  ReadOptions options_;
  RecordParser json_;
  CsvParser csv_;
};

}  // namespace prov

#endif  // LIBPROV_CORPUS_DOCUMENT_PARSER_H_
