// How the records of one input are read.

#ifndef LIBPROV_CORPUS_SOURCE_H_
#define LIBPROV_CORPUS_SOURCE_H_

#include <memory>
#include <string>

#include "libprov/corpus/csv_record.h"
#include "libprov/corpus/date.h"
#include "libprov/corpus/format.h"

namespace prov {

// What is known of a text file, which says nothing of itself.
struct TextFacts {
  std::string id;
  std::string outlet;
  std::string url;
  std::string title;
  DateInterval published;
  bool date_unreadable = false;
};

struct Source {
  Format format = Format::kJsonLines;
  std::unique_ptr<CsvHeader> header;  // If HasHeader(format).
  std::unique_ptr<TextFacts> facts;   // If it is kText.

  // Everything before the first record that kept files begin with.
  std::string_view header_bytes() const {
    return header == nullptr ? std::string_view() : header->bytes;
  }
};

}  // namespace prov

#endif  // LIBPROV_CORPUS_SOURCE_H_
