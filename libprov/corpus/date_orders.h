// Which number is the day where an outlet writes 06/04/2017: the one that is it
// in its other dates.
//
// An outlet's order is told by its dates that can be read one way only, such as
// 25/04/2017, if at least 20 of them tell it for each that tells the other.
// One is enough: houses have one style, and room chain leaves a little to swaps
// all the same.  Documents without an outlet tell nothing of each other.

#ifndef LIBPROV_CORPUS_DATE_ORDERS_H_
#define LIBPROV_CORPUS_DATE_ORDERS_H_

#include <cstdint>
#include <vector>

#include "libprov/corpus/date.h"
#include "libprov/corpus/document_table.h"

namespace prov {

class DateOrders {
 public:
  DateOrders() = default;  // None is known.

  // Of the outlets of a table; linear in its documents.
  explicit DateOrders(const DocumentTable& documents);

  // kEither if it is not known.
  DateOrder operator[](uint32_t outlet) const {
    return outlet < orders_.size() ? orders_[outlet] : DateOrder::kEither;
  }

 private:
  std::vector<DateOrder> orders_;  // By outlet.
};

}  // namespace prov

#endif  // LIBPROV_CORPUS_DATE_ORDERS_H_
