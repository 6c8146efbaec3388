// When a document says it was published: an interval, never a bare instant,
// because a day without a clock time, a clock without a zone and 06/04/2017
// each leave room, and order is claimed only where the room does not overlap.

#ifndef LIBPROV_CORPUS_DATE_H_
#define LIBPROV_CORPUS_DATE_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace prov {

enum class DateGrade : uint8_t {
  kInstant,    // "A": to the second, zone known.
  kDay,        // "B": a day, or a clock time without a zone.
  kPeriod,     // "C": a month, a year, or an interval given as such.
  kAmbiguous,  // "D": day and month may be swapped; spans both readings.
  kNone,       // "N": no date, or none that can be read.
};

// Seconds since 1970-01-01T00:00:00Z, both ends included.
struct DateInterval {
  int64_t earliest = std::numeric_limits<int64_t>::min();
  int64_t latest = std::numeric_limits<int64_t>::max();
  DateGrade grade = DateGrade::kNone;

  friend bool operator==(const DateInterval&, const DateInterval&) = default;
};

// Reads RFC 3339 ("2031-03-02T08:00:00Z", fractions and offsets allowed),
// a date, a year-month, a year, epoch seconds, "06/04/2017" and "6 Mar 2031".
// A clock time without a zone becomes [t - 14 h, t + 12 h].  Returns nullopt
// for anything else; white space around is ignored.
std::optional<DateInterval> ParseDate(std::string_view text);
DateInterval DateFromEpoch(int64_t seconds);

// "2031-03-02T08:00:00Z".
std::string ToRfc3339(int64_t seconds);

// {"earliest":"…","latest":"…","grade":"A"}, or null if there is no date.
std::string ToJson(const DateInterval& date);

}  // namespace prov

#endif  // LIBPROV_CORPUS_DATE_H_
