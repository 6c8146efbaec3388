// When a document came out, if its date may have been set down wrongly.
//
// Most dates are right; some outlets and crawlers get one in ten wrong, in ways
// that are known: local time given as UTC or the reverse, day and month
// swapped, the time of the last change given as that of publication.  So a date
// is a mixture: what it says, and with a small weight each of these.
//
//   zone      an instant may be up to 14 hours off either way
//   local     a day is that of the outlet, of which up to twelve hours are
//             before the same day in UTC, or after it
//   swap      2031-03-02 may be 2031-02-03, where that is a day
//   change    the text may have come out up to four days earlier
//
// Other evidence moves the weights.  A url that has a year and month
// (/2031/03/, /2031/3/02/, /20310302/, 2031-03-02) and agrees with the date
// rules the swap out; one that agrees with the swapped date only rules in
// nothing else; one that agrees with neither is passed over.  A document that
// says it was updated at the very time it was published is taken to have the
// time of the change in both places; one that names no update has not been
// changed.
//
// The weights are those of documents of which nobody knows more; they were set
// on simulated newsrooms with a tenth of their clocks wrong (decision 0012).

#ifndef LIBPROV_CHAIN_CLOCKS_H_
#define LIBPROV_CHAIN_CLOCKS_H_

#include <optional>
#include <string_view>

#include "libprov/chain/interval_order.h"
#include "libprov/corpus/date.h"

namespace prov {

// The day or month that a url names; nullopt if it names none.
std::optional<DateInterval> DateInUrl(std::string_view url);

struct ClockReading {
  // What the date says, or what it says with day and month swapped, where the
  // url shows that.  Grade kNone if there is no date.
  DateInterval date;
  // Empty if there is no date.
  PossibleDates possible;
  bool is_swapped = false;
};

// `updated` and `url` may be unknown.
ClockReading ReadClock(const DateInterval& published,
                       const DateInterval& updated, std::string_view url);

}  // namespace prov

#endif  // LIBPROV_CHAIN_CLOCKS_H_
