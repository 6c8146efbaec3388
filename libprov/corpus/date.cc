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
#include <array>
#include <charconv>
#include <chrono>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "libprov/base/json_writer.h"

namespace prov {
namespace {

constexpr int64_t kMinute = 60;
constexpr int64_t kHour = 60 * kMinute;
constexpr int64_t kDaySeconds = 24 * kHour;
constexpr int64_t kFirst = -62135596800;  // 0001-01-01T00:00:00Z
constexpr int64_t kLast = 253402300799;   // 9999-12-31T23:59:59Z
// Local clocks run from 14 hours before to 12 hours after UTC.
constexpr int64_t kEastmost = 14 * kHour;
constexpr int64_t kWestmost = 12 * kHour;

// From one midnight to another.
struct Days {
  int64_t begin = 0;
  int64_t end = 0;
};

// One or two readings of a day part.
struct DayPart {
  Days first;
  std::optional<Days> second;
  DateGrade grade = DateGrade::kDay;
};

// Seconds after midnight UTC, or after local midnight if there is no zone.
struct Clock {
  int64_t seconds = 0;
  int64_t room = 0;  // 59 where only minutes are given.
  bool zoned = false;
};

// Reads `text` from the left; a failed read leaves the cursor anywhere.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  bool AtEnd() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

  bool Take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // The character taken, if it is one of `set`.
  std::optional<char> TakeAnyOf(std::string_view set) {
    if (rest_.empty() || set.find(rest_[0]) == std::string_view::npos) {
      return std::nullopt;
    }
    const char c = rest_[0];
    rest_.remove_prefix(1);
    return c;
  }

  // Passes over any of `set`; true if there was one.
  bool Skip(std::string_view set) {
    const size_t length = std::min(rest_.find_first_not_of(set), rest_.size());
    rest_.remove_prefix(length);
    return length > 0;
  }

  // All digits that stand here, if they are `least` to `most`.
  std::optional<int> Digits(size_t least, size_t most) {
    const size_t length =
        std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    if (length < least || length > most) return std::nullopt;
    int number = 0;
    std::from_chars(rest_.data(), rest_.data() + length, number);
    rest_.remove_prefix(length);
    return number;
  }

  // The letters that stand here, perhaps none.
  std::string_view Word() {
    size_t length = 0;
    while (length < rest_.size() &&
           absl::ascii_isalpha(static_cast<unsigned char>(rest_[length]))) {
      ++length;
    }
    const std::string_view word = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return word;
  }

 private:
  std::string_view rest_;
};

int64_t Midnight(std::chrono::year_month_day date) {
  return std::chrono::sys_days(date).time_since_epoch().count() * kDaySeconds;
}

std::optional<Days> Day(int year, int month, int day) {
  const std::chrono::year_month_day date(
      std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
      std::chrono::day(static_cast<unsigned>(day)));
  if (year < 1 || !date.ok()) return std::nullopt;
  return Days{Midnight(date), Midnight(date) + kDaySeconds};
}

std::optional<Days> Month(int year, int month) {
  const auto first = Day(year, month, 1);
  const auto next = month == 12 ? Day(year + 1, 1, 1) : Day(year, month + 1, 1);
  if (!first || !next) return std::nullopt;
  return Days{first->begin, next->begin};
}

std::optional<DayPart> Single(std::optional<Days> days, DateGrade grade) {
  if (!days) return std::nullopt;
  return DayPart{*days, std::nullopt, grade};
}

// 06/04/2017: the 6th of April, June the 4th, or either.
std::optional<DayPart> EitherOrder(int a, int b, int year) {
  const std::optional<Days> day_first = Day(year, b, a);
  const std::optional<Days> month_first = Day(year, a, b);
  if (!day_first || !month_first || a == b) {
    return Single(day_first ? day_first : month_first, DateGrade::kDay);
  }
  return DayPart{*day_first, month_first, DateGrade::kAmbiguous};
}

// True if `word` is `name` or at least its first three letters.
bool Abbreviates(std::string_view word, std::string_view name) {
  return word.size() >= 3 && absl::StartsWithIgnoreCase(
                                 absl::string_view(name.data(), name.size()),
                                 absl::string_view(word.data(), word.size()));
}

int MonthNumber(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  for (size_t i = 0; i < kMonths.size(); ++i) {
    if (Abbreviates(word, kMonths[i])) return static_cast<int>(i) + 1;
  }
  return 0;
}

bool IsWeekday(std::string_view word) {
  constexpr std::array<std::string_view, 7> kWeekdays = {
      "monday", "tuesday",  "wednesday", "thursday",
      "friday", "saturday", "sunday"};
  return std::any_of(
      kWeekdays.begin(), kWeekdays.end(),
      [word](std::string_view name) { return Abbreviates(word, name); });
}

// 2031, 2031-03, 2031-03-02, and 2031/03/02.
std::optional<DayPart> YearFirst(Cursor& at, int year) {
  const std::optional<char> separator = at.TakeAnyOf("-/.");
  if (!separator) {
    const auto first = Day(year, 1, 1);
    const auto next = Day(year + 1, 1, 1);
    if (!first || !next) return std::nullopt;
    return Single(Days{first->begin, next->begin}, DateGrade::kPeriod);
  }
  const std::optional<int> month = at.Digits(2, 2);
  if (!month) return std::nullopt;
  if (!at.Take(*separator)) {
    return Single(Month(year, *month), DateGrade::kPeriod);
  }
  const std::optional<int> day = at.Digits(2, 2);
  if (!day) return std::nullopt;
  return Single(Day(year, *month, *day), DateGrade::kDay);
}

// 06/04/2017, 6 Mar 2031 and 26-FEB-1987, from behind the first number.
std::optional<DayPart> NumberFirst(Cursor& at, int number) {
  constexpr std::string_view kSpaces = " ";
  if (const auto separator = at.TakeAnyOf("/.-")) {
    if (const std::optional<int> second = at.Digits(1, 2)) {
      if (!at.Take(*separator)) return std::nullopt;
      const std::optional<int> year = at.Digits(4, 4);
      if (!year) return std::nullopt;
      return EitherOrder(number, *second, *year);
    }
  }
  at.Skip(kSpaces);
  const int month = MonthNumber(at.Word());
  if (month == 0 || !at.Skip(" -/.,")) return std::nullopt;
  const std::optional<int> year = at.Digits(4, 4);
  if (!year) return std::nullopt;
  return Single(Day(*year, month, number), DateGrade::kDay);
}

// March 6, 2031 and March 2031, from behind the month.
std::optional<DayPart> MonthFirst(Cursor& at, int month) {
  if (!at.Skip(" .")) return std::nullopt;
  const size_t length = at.rest().find_first_not_of("0123456789");
  if (std::min(length, at.rest().size()) == 4) {
    const std::optional<int> year = at.Digits(4, 4);
    return Single(Month(*year, month), DateGrade::kPeriod);
  }
  const std::optional<int> day = at.Digits(1, 2);
  if (!day || !at.Skip(" ,")) return std::nullopt;
  const std::optional<int> year = at.Digits(4, 4);
  if (!year) return std::nullopt;
  return Single(Day(*year, month, *day), DateGrade::kDay);
}

std::optional<DayPart> ReadDays(Cursor& at) {
  std::string_view word = at.Word();
  if (IsWeekday(word)) {
    if (!at.Skip(" ,.")) return std::nullopt;
    word = at.Word();
  }
  if (!word.empty()) {
    const int month = MonthNumber(word);
    if (month == 0) return std::nullopt;
    return MonthFirst(at, month);
  }
  if (const std::optional<int> year = at.Digits(4, 4)) {
    return YearFirst(at, *year);
  }
  const std::optional<int> number = at.Digits(1, 2);
  if (!number) return std::nullopt;
  return NumberFirst(at, *number);
}

// Seconds east of Greenwich of a zone's name, those of RFC 2822.
std::optional<int64_t> NamedZone(std::string_view name) {
  struct Zone {
    std::string_view name;
    int64_t hours;
  };
  constexpr std::array<Zone, 12> kZones = {{{"Z", 0},
                                            {"UT", 0},
                                            {"UTC", 0},
                                            {"GMT", 0},
                                            {"EST", -5},
                                            {"EDT", -4},
                                            {"CST", -6},
                                            {"CDT", -5},
                                            {"MST", -7},
                                            {"MDT", -6},
                                            {"PST", -8},
                                            {"PDT", -7}}};
  for (const Zone& zone : kZones) {
    if (name == zone.name) return zone.hours * kHour;
  }
  if (name == "z") return 0;
  return std::nullopt;
}

// Z, GMT, +01:00, +0100 or +01.
std::optional<int64_t> ReadZone(Cursor& at) {
  const std::optional<char> sign = at.TakeAnyOf("+-");
  if (!sign) return NamedZone(at.Word());
  const size_t digits =
      std::min(at.rest().find_first_not_of("0123456789"), at.rest().size());
  const std::optional<int> number = at.Digits(2, 4);
  if (!number || digits == 3) return std::nullopt;
  int hours = digits == 4 ? *number / 100 : *number;
  int minutes = digits == 4 ? *number % 100 : 0;
  if (digits == 2 && at.Take(':')) {
    const std::optional<int> more = at.Digits(2, 2);
    if (!more) return std::nullopt;
    minutes = *more;
  }
  if (hours > 23 || minutes > 59) return std::nullopt;
  const int64_t offset = hours * kHour + minutes * kMinute;
  return *sign == '-' ? -offset : offset;
}

// 08:00, 08:00:00 and 08:00:00.123, with or without a zone.
std::optional<Clock> ReadClock(Cursor& at) {
  const std::optional<int> hours = at.Digits(2, 2);
  if (!hours || !at.Take(':')) return std::nullopt;
  const std::optional<int> minutes = at.Digits(2, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  Clock clock{*hours * kHour + *minutes * kMinute, kMinute - 1, false};
  if (at.Take(':')) {
    const std::optional<int> seconds = at.Digits(2, 2);
    if (!seconds || *seconds > 60) return std::nullopt;  // 60: a leap second
    clock.seconds += *seconds;
    clock.room = 0;
    if (at.TakeAnyOf(".,") && !at.Skip("0123456789")) return std::nullopt;
  }
  // 24:00 is the midnight that ends the day.
  if (*hours > 23 && clock.seconds != kDaySeconds) return std::nullopt;
  at.Skip(" ");
  if (at.AtEnd()) return clock;
  const std::optional<int64_t> offset = ReadZone(at);
  if (!offset) return std::nullopt;
  clock.seconds -= *offset;
  clock.zoned = true;
  return clock;
}

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
std::optional<DateInterval> ReadCompactDay(std::string_view text) {
  if (text.size() != 8) return std::nullopt;
  const std::optional<int> number = Cursor(text).Digits(8, 8);
  if (!number) return std::nullopt;
  const auto days = Day(*number / 10000, *number / 100 % 100, *number % 100);
  if (!days) return std::nullopt;
  return WithinCalendar({days->begin, days->end, DateGrade::kDay});
}

std::optional<DateInterval> ReadCalendarDate(std::string_view text) {
  Cursor at(text);
  const std::optional<DayPart> part = ReadDays(at);
  if (!part) return std::nullopt;
  const Days second = part->second.value_or(part->first);
  if (at.AtEnd()) {
    return WithinCalendar({std::min(part->first.begin, second.begin),
                           std::max(part->first.end, second.end), part->grade});
  }
  if (part->grade == DateGrade::kPeriod) return std::nullopt;
  if (!at.TakeAnyOf("Tt") && !at.Skip(" ,")) return std::nullopt;
  const std::optional<Clock> clock = ReadClock(at);
  if (!clock || !at.AtEnd()) return std::nullopt;
  const DateInterval a = AtClock(part->first, *clock);
  const DateInterval b = AtClock(second, *clock);
  return WithinCalendar({std::min(a.earliest, b.earliest),
                         std::max(a.latest, b.latest),
                         part->second ? DateGrade::kAmbiguous : a.grade});
}

}  // namespace

std::optional<DateInterval> ParseDate(std::string_view text) {
  constexpr std::string_view kWhiteSpace = " \t\n\v\f\r";
  const size_t begin = text.find_first_not_of(kWhiteSpace);
  if (begin == std::string_view::npos) return std::nullopt;
  text = text.substr(begin, text.find_last_not_of(kWhiteSpace) + 1 - begin);
  if (const auto date = ReadCompactDay(text)) return date;
  if (const auto date = ReadCalendarDate(text)) return date;
  return ReadEpoch(text);
}

DateInterval DateFromEpoch(int64_t seconds) {
  if (seconds < kFirst || seconds > kLast) return {};
  return {seconds, seconds, DateGrade::kInstant};
}

std::string ToRfc3339(int64_t seconds) {
  seconds = std::clamp(seconds, kFirst, kLast);
  const auto days = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds(std::chrono::seconds(seconds)));
  const std::chrono::year_month_day date(days);
  const int64_t clock = seconds - days.time_since_epoch().count() * kDaySeconds;
  return absl::StrFormat(
      "%04d-%02d-%02dT%02d:%02d:%02dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      clock / kHour, clock % kHour / kMinute, clock % kMinute);
}

std::string ToJson(const DateInterval& date) {
  if (date.grade == DateGrade::kNone) return "null";
  constexpr std::string_view kGrades = "ABCD";
  std::string json;
  JsonWriter(json)
      .BeginObject()
      .Member("earliest", ToRfc3339(date.earliest))
      .Member("latest", ToRfc3339(date.latest))
      .Member("grade", kGrades.substr(static_cast<size_t>(date.grade), 1))
      .EndObject();
  return json;
}

}  // namespace prov
