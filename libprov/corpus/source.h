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
  // The same, where it is ambiguous, by each order.
  DateInterval day_first;
  DateInterval month_first;
  bool date_unreadable = false;
  DateOrder order_told = DateOrder::kEither;

  const DateInterval& PublishedBy(DateOrder order) const {
    if (published.grade != DateGrade::kAmbiguous) return published;
    return order == DateOrder::kEither     ? published
           : order == DateOrder::kDayFirst ? day_first
                                           : month_first;
  }
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
