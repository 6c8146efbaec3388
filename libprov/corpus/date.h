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

enum class DateOrder : uint8_t { kEither, kDayFirst, kMonthFirst };

// What is known of dates besides what they say.
struct DateRules {
  DateOrder order = DateOrder::kEither;  // Of day and month in 06/04/2017.
  std::optional<int64_t>
      zone_seconds;  // East of Greenwich, where none is given.

  friend bool operator==(const DateRules&, const DateRules&) = default;
};

// Reads RFC 3339 ("2031-03-02T08:00:00Z", offsets allowed, a space for the T),
// mail dates ("Sun, 02 Mar 2031 08:00:00 GMT"), a date ("2031-03-02",
// "20310302", "2 Mar 2031", "March 2, 2031", "06/04/2017"), a year-month, a
// year, and epoch seconds.  Returns nullopt for anything else; white space
// around is ignored, and so is what a weekday claims.
//
//   a second    [t, t]; fractions are dropped, ":60" is the next minute
//   a minute    [t, t + 59 s]
//   no zone     the same, from 14 h earlier to 12 h later
//   a day, month or year    from its first midnight UTC to the next one's
//   06/04/2017  both readings, from the earlier to the later
//
// Where `rules` know the zone, it is that of clocks and of midnights that name
// none; where they know the order, 06/04/2017 is one day.
//
// Four digits are always a year, and eight are a day if there is such a day,
// never seconds.  Bounds lie within the years 0001 to 9999: an interval that
// reaches beyond is cut, one that lies beyond is no date.
std::optional<DateInterval> ParseDate(std::string_view text,
                                      const DateRules& rules = {});

// What a date in numbers tells of the order of day and month: 25/04/2017 has
// the day first, 04/25/2017 the month, 06/04/2017 and all else may have either.
DateOrder OrderToldBy(std::string_view text);

// "+03:00", "-0500", "+01", "Z", "GMT": seconds east of Greenwich.
std::optional<int64_t> ParseZone(std::string_view text);

// Grade kInstant, or kNone outside the years 0001 to 9999.
DateInterval DateFromEpoch(int64_t seconds);

// "2031-03-02T08:00:00Z".  Seconds outside the years 0001 to 9999 give the
// nearest that is inside.
std::string ToRfc3339(int64_t seconds);

// {"earliest":"…","latest":"…","grade":"A"}, or null if there is no date.
std::string ToJson(const DateInterval& date);

}  // namespace prov

#endif  // LIBPROV_CORPUS_DATE_H_
