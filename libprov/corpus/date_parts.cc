// Day and month names, number orders, zones; see date.cc.
//
// Held by tests/unit/corpus/date_test.cc.

#include "libprov/corpus/date_parts.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "absl/strings/match.h"

namespace prov {
namespace {

int64_t Midnight(std::chrono::year_month_day date) {
  return std::chrono::sys_days(date).time_since_epoch().count() * kDaySeconds;
}

}  // namespace

std::optional<Days> Day(int year, int month, int day) {
  const std::chrono::year_month_day date(
      std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
      std::chrono::day(static_cast<unsigned>(day)));
  if (year < 1 || !date.ok()) return std::nullopt;
  return Days{Midnight(date), Midnight(date) + kDaySeconds};
}

namespace {

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

// 06/04/2017: the 6th of April, June the 4th, or either.  A date that can be
// read one way only is read so, whatever `order` says.
std::optional<DayPart> InOrder(int a, int b, int year, DateOrder order) {
  const std::optional<Days> day_first = Day(year, b, a);
  const std::optional<Days> month_first = Day(year, a, b);
  if (!day_first || !month_first || a == b) {
    return Single(day_first ? day_first : month_first, DateGrade::kDay);
  }
  if (order != DateOrder::kEither) {
    return Single(order == DateOrder::kDayFirst ? day_first : month_first,
                  DateGrade::kDay);
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
std::optional<DayPart> NumberFirst(Cursor& at, int number, DateOrder order) {
  constexpr std::string_view kSpaces = " ";
  if (const auto separator = at.TakeAnyOf("/.-")) {
    if (const std::optional<int> second = at.Digits(1, 2)) {
      if (!at.Take(*separator)) return std::nullopt;
      const std::optional<int> year = at.Digits(4, 4);
      if (!year) return std::nullopt;
      return InOrder(number, *second, *year, order);
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

}  // namespace

std::optional<DayPart> ReadDays(Cursor& at, DateOrder order) {
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
  return NumberFirst(at, *number, order);
}

namespace {

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

}  // namespace

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

}  // namespace prov
