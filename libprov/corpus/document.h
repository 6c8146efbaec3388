// A news document as read from an archive, before any normalisation.

#ifndef LIBPROV_CORPUS_DOCUMENT_H_
#define LIBPROV_CORPUS_DOCUMENT_H_

#include <cstdint>
#include <string_view>

#include "libprov/corpus/date.h"

namespace prov {

// The views belong to the parser that made them and last until its next call.
// A member that the record does not have, or has as null, is empty.
struct Document {
  std::string_view id;
  std::string_view outlet;
  std::string_view url;
  std::string_view title;
  std::string_view text;  // Valid UTF-8, JSON escapes resolved; may be empty.
  DateInterval published;
  DateInterval updated;          // Grade kNone where it cannot be read, too.
  uint64_t text_hash = 0;        // Hash64(text), where a scan has made it.
  bool date_unreadable = false;  // `published` was there, but not as a date.
  DateOrder order_told = DateOrder::kEither;  // By `published` (OrderToldBy).
};

}  // namespace prov

#endif  // LIBPROV_CORPUS_DOCUMENT_H_
