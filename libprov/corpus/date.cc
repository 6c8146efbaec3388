// A date is read in two parts.  The day part gives one or two readings, each
// half-open from one midnight to another; the clock part, if any, narrows each
// reading to a moment and says how much room it leaves.  The interval spans
// the readings.  All arithmetic is on the proleptic Gregorian calendar in
// int64 seconds; bounds are kept within the years 0001 to 9999, so that all we
// print can be read again.
//
// Held by tests/unit/corpus/date_test.cc (against a day-counting oracle) and
// tests/fuzz/date_fuzz.cc.

#include "libprov/corpus/date.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "libprov/corpus/date_parts.h"

namespace prov {
namespace {

constexpr int64_t kFirst = -62135596800;  // 0001-01-01T00:00:00Z
constexpr int64_t kLast = 253402300799;   // 9999-12-31T23:59:59Z
// Local clocks run from 14 hours before to 12 hours after UTC.
constexpr int64_t kEastmost = 14 * kHour;
constexpr int64_t kWestmost = 12 * kHour;

// The bounds of `interval` within the calendar, nullopt if all is without.
std::optional<DateInterval> WithinCalendar(DateInterval interval) {
  if (interval.earliest > kLast || interval.latest < kFirst) {
    return std::nullopt;
  }
  interval.earliest = std::max(interval.earliest, kFirst);
  interval.latest = std::min(interval.latest, kLast);
  return interval;
}

DateInterval AtClock(const Days& days, const Clock& clock) {
  const int64_t moment = days.begin + clock.seconds;
  if (clock.zoned) {
    return {moment, moment + clock.room, DateGrade::kInstant};
  }
  return {moment - kEastmost, moment + clock.room + kWestmost, DateGrade::kDay};
}

// "1488931200", "-86400", "1488931200.25".  Nullopt if it is something else.
std::optional<DateInterval> ReadEpoch(std::string_view text) {
  const bool negative = text.starts_with('-');
  const size_t digits = negative ? 1 : 0;
  const size_t point =
      std::min(text.find_first_not_of("0123456789", digits), text.size());
  const std::string_view fraction = text.substr(point);
  // Twelve digits reach past the year 9999.
  if (point == digits || point > digits + 12) return std::nullopt;
  if (point == 4 && text.size() == 4 && !negative) return std::nullopt;  // year
  if (!fraction.empty() &&
      (fraction[0] != '.' || fraction.size() == 1 ||
       fraction.find_first_not_of("0123456789", 1) != std::string_view::npos)) {
    return std::nullopt;
  }
  int64_t seconds = 0;
  std::from_chars(text.data(), text.data() + point, seconds);
  const bool has_part =
      fraction.find_first_of("123456789") != std::string_view::npos;
  if (negative && has_part) --seconds;
  const DateInterval date = DateFromEpoch(seconds);
  if (date.grade == DateGrade::kNone) return std::nullopt;
  return date;
}

// "20310302".
std::optional<DateInterval> ReadCompactDay(std::string_view text,
                                           int64_t zone) {
  if (text.size() != 8) return std::nullopt;
  const std::optional<int> number = Cursor(text).Digits(8, 8);
  if (!number) return std::nullopt;
  const auto days = Day(*number / 10000, *number / 100 % 100, *number % 100);
  if (!days) return std::nullopt;
  return WithinCalendar(
      {days->begin - zone, days->end - zone, DateGrade::kDay});
}

std::optional<DateInterval> ReadCalendarDate(std::string_view text,
                                             const DateRules& rules) {
  const int64_t zone = rules.zone_seconds.value_or(0);
  Cursor at(text);
  const std::optional<DayPart> part = ReadDays(at, rules.order);
  if (!part) return std::nullopt;
  const Days second = part->second.value_or(part->first);
  if (at.AtEnd()) {
    return WithinCalendar({std::min(part->first.begin, second.begin) - zone,
                           std::max(part->first.end, second.end) - zone,
                           part->grade});
  }
  if (part->grade == DateGrade::kPeriod) return std::nullopt;
  if (!at.TakeAnyOf("Tt") && !at.Skip(" ,")) return std::nullopt;
  std::optional<Clock> clock = ReadClock(at);
  if (!clock || !at.AtEnd()) return std::nullopt;
  if (!clock->zoned && rules.zone_seconds) {
    clock->seconds -= zone;
    clock->zoned = true;
  }
  const DateInterval a = AtClock(part->first, *clock);
  const DateInterval b = AtClock(second, *clock);
  return WithinCalendar({std::min(a.earliest, b.earliest),
                         std::max(a.latest, b.latest),
                         part->second ? DateGrade::kAmbiguous : a.grade});
}

constexpr std::string_view kMomentForm = "0000-00-00T00:00:00Z";

// Writes the digits of a moment into kMomentForm.
void PutMoment(int64_t seconds, char* text) {
  seconds = std::clamp(seconds, kFirst, kLast);
  const auto days = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds(std::chrono::seconds(seconds)));
  const std::chrono::year_month_day date(days);
  const int64_t clock = seconds - days.time_since_epoch().count() * kDaySeconds;
  const auto put = [text](size_t at, size_t digits, int64_t value) {
    for (; digits > 0; value /= 10) {
      text[at + --digits] = static_cast<char>('0' + value % 10);
    }
  };
  put(0, 4, static_cast<int>(date.year()));
  put(5, 2, static_cast<unsigned>(date.month()));
  put(8, 2, static_cast<unsigned>(date.day()));
  put(11, 2, clock / kHour);
  put(14, 2, clock % kHour / kMinute);
  put(17, 2, clock % kMinute);
}

}  // namespace

std::optional<DateInterval> ParseDate(std::string_view text,
                                      const DateRules& rules) {
  constexpr std::string_view kWhiteSpace = " \t\n\v\f\r";
  const size_t begin = text.find_first_not_of(kWhiteSpace);
  if (begin == std::string_view::npos) return std::nullopt;
  text = text.substr(begin, text.find_last_not_of(kWhiteSpace) + 1 - begin);
  const int64_t zone = rules.zone_seconds.value_or(0);
  if (const auto date = ReadCompactDay(text, zone)) return date;
  if (const auto date = ReadCalendarDate(text, rules)) return date;
  return ReadEpoch(text);
}

DateOrder OrderToldBy(std::string_view text) {
  Cursor at(text);
  at.Skip(" \t\n\v\f\r");
  const std::optional<int> first = at.Digits(1, 2);
  const std::optional<char> separator = at.TakeAnyOf("/.-");
  if (!first || !separator) return DateOrder::kEither;
  const std::optional<int> second = at.Digits(1, 2);
  if (!second || !at.Take(*separator)) return DateOrder::kEither;
  const std::optional<int> year = at.Digits(4, 4);
  if (!year) return DateOrder::kEither;
  const bool day_first = Day(*year, *second, *first).has_value();
  const bool month_first = Day(*year, *first, *second).has_value();
  if (day_first == month_first) return DateOrder::kEither;
  return day_first ? DateOrder::kDayFirst : DateOrder::kMonthFirst;
}

std::optional<int64_t> ParseZone(std::string_view text) {
  Cursor at(text);
  const std::optional<int64_t> zone = ReadZone(at);
  return at.AtEnd() ? zone : std::nullopt;
}

DateInterval DateFromEpoch(int64_t seconds) {
  if (seconds < kFirst || seconds > kLast) return {};
  return {seconds, seconds, DateGrade::kInstant};
}

std::string ToRfc3339(int64_t seconds) {
  std::string text(kMomentForm);
  PutMoment(seconds, text.data());
  return text;
}

std::string ToJson(const DateInterval& date) {
  if (date.grade == DateGrade::kNone) return "null";
  constexpr std::string_view kForm =
      R"({"earliest":"0000-00-00T00:00:00Z","latest":"0000-00-00T00:00:00Z",)"
      R"("grade":"A"})";
  constexpr size_t kEarliest = kForm.find(kMomentForm);
  constexpr size_t kLatest = kForm.rfind(kMomentForm);
  std::string json(kForm);
  PutMoment(date.earliest, json.data() + kEarliest);
  PutMoment(date.latest, json.data() + kLatest);
  json[kForm.rfind('A')] = "ABCD"[static_cast<size_t>(date.grade)];
  return json;
}

}  // namespace prov
