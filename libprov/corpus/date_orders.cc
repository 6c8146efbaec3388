// Held by corpus_test.cc.

#include "libprov/corpus/date_orders.h"

namespace prov {
namespace {

constexpr uint64_t kForEachOther = 20;

struct Told {
  uint64_t day_first = 0;
  uint64_t month_first = 0;

  DateOrder Order() const {
    if (day_first > 0 && day_first >= kForEachOther * month_first) {
      return DateOrder::kDayFirst;
    }
    if (month_first > 0 && month_first >= kForEachOther * day_first) {
      return DateOrder::kMonthFirst;
    }
    return DateOrder::kEither;
  }
};

}  // namespace

DateOrders::DateOrders(const DocumentTable& documents) {
  std::vector<Told> told(documents.outlet_count());
  DocumentTable::Reader rows(documents);
  for (DocumentId document = 0; document < documents.size(); ++document) {
    const DocumentRow& row = rows[document];
    told[row.outlet].day_first += row.order_told == DateOrder::kDayFirst;
    told[row.outlet].month_first += row.order_told == DateOrder::kMonthFirst;
  }
  for (uint32_t outlet = 0; outlet < told.size(); ++outlet) {
    orders_.push_back(documents.outlet_name(outlet).empty()
                          ? DateOrder::kEither
                          : told[outlet].Order());
  }
}

}  // namespace prov
