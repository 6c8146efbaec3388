// Held by clocks_test.cc.

#include "libprov/chain/clocks.h"

#include <algorithm>
#include <string>
#include <utility>

namespace prov {
namespace {

constexpr int64_t kHour = 3600;
constexpr int64_t kDay = 24 * kHour;
constexpr int64_t kZoneHours = 14;
constexpr int64_t kChangeDays = 4;
constexpr int64_t kLocalHours = 12;

// Of the days that are local, so many hours' worth on either side of the UTC
// day.
constexpr double kLocalDay = 0.08;

// Shares of documents with a clock that is wrong in one of these ways, where
// nothing speaks for or against it.
constexpr double kZoneWrong = 0.03;
constexpr double kSwapped = 0.03;
constexpr double kSwappedAgainstUrl = 0.0005;
constexpr double kChanged = 0.005;
constexpr double kChangedIfUpdated = 0.85;  // If updated when published.

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The digits at a place, up to `most` of them.
std::string_view DigitsAt(std::string_view text, size_t at, size_t most) {
  size_t end = at;
  while (end < text.size() && end < at + most && IsDigit(text[end])) ++end;
  return text.substr(at, end - at);
}

std::optional<DateInterval> Read(std::string_view year, std::string_view month,
                                 std::string_view day) {
  std::string text(year);
  text += month.size() == 1 ? "-0" : "-";
  text += month;
  if (!day.empty()) {
    text += day.size() == 1 ? "-0" : "-";
    text += day;
  }
  return ParseDate(text);
}

std::string DayOf(int64_t seconds) { return ToRfc3339(seconds).substr(0, 10); }

// With day and month swapped; nullopt if that is no other day.
std::optional<DateInterval> Swapped(const DateInterval& date) {
  if (date.grade != DateGrade::kInstant && date.grade != DateGrade::kDay) {
    return std::nullopt;
  }
  const std::string day = DayOf(date.earliest);
  const std::string turned =
      day.substr(0, 5) + day.substr(8, 2) + "-" + day.substr(5, 2);
  const std::optional<DateInterval> other = ParseDate(turned);
  const std::optional<DateInterval> own = ParseDate(day);
  if (turned == day || !other.has_value() || !own.has_value()) {
    return std::nullopt;
  }
  const int64_t shift = other->earliest - own->earliest;
  return DateInterval{.earliest = date.earliest + shift,
                      .latest = date.latest + shift,
                      .grade = date.grade};
}

// Give or take the day that zones make.
bool Agree(const DateInterval& url, const DateInterval& date) {
  return url.earliest - kDay < date.latest && date.earliest < url.latest + kDay;
}

}  // namespace

std::optional<DateInterval> DateInUrl(std::string_view url) {
  for (size_t at = url.find('/');
       at != std::string_view::npos && at < url.size(); ++at) {
    if (!IsDigit(url[at]) || IsDigit(url[at - 1])) continue;
    const std::string_view run = DigitsAt(url, at, 9);
    if (run.size() == 8) {
      const auto day = Read(run.substr(0, 4), run.substr(4, 2), run.substr(6));
      if (day.has_value()) return day;
    }
    if (run.size() != 4 || (run[0] != '1' && run[0] != '2')) continue;
    const size_t separator = at + 4;
    if (separator >= url.size() ||
        (url[separator] != '/' && url[separator] != '-')) {
      continue;
    }
    const std::string_view month = DigitsAt(url, separator + 1, 3);
    if (month.empty() || month.size() > 2) continue;
    const size_t next = separator + 1 + month.size();
    std::string_view day;
    if (next < url.size() && url[next] == url[separator]) {
      day = DigitsAt(url, next + 1, 3);
      const size_t end = next + 1 + day.size();
      const bool ends = end == url.size() || url[end] == '/' ||
                        url[end] == '-' || url[end] == '.';
      if (day.size() > 2 || !ends) day = {};
    }
    auto date = Read(run, month, day);
    if (!date.has_value()) date = Read(run, month, {});
    if (date.has_value()) return date;
  }
  return std::nullopt;
}

ClockReading ReadClock(const DateInterval& published,
                       const DateInterval& updated, std::string_view url) {
  ClockReading reading{.date = published};
  if (published.grade == DateGrade::kNone) return reading;
  const std::optional<DateInterval> in_url = DateInUrl(url);
  std::optional<DateInterval> other = Swapped(published);
  double swapped = other.has_value() ? kSwapped : 0;
  if (in_url.has_value() && other.has_value()) {
    const bool agrees = Agree(*in_url, published);
    const bool other_agrees = Agree(*in_url, *other);
    if (agrees && !other_agrees) swapped = kSwappedAgainstUrl;
    if (other_agrees && !agrees) {
      std::swap(reading.date, *other);
      reading.is_swapped = true;
      swapped = kSwappedAgainstUrl;
    }
  }
  const DateInterval& date = reading.date;
  const bool same_update =
      updated.grade != DateGrade::kNone && updated == published;
  const double changed = same_update ? kChangedIfUpdated : kChanged;
  const double zone =
      date.grade == DateGrade::kInstant ? kZoneWrong * (1 - changed) : 0;
  const double local = date.grade == DateGrade::kDay ? kLocalDay : 0;
  const double right = 1 - swapped - changed - zone;
  for (const DateStretch& stretch : AsPrinted(date)) {
    reading.possible.push_back({stretch.earliest, stretch.latest,
                                stretch.weight * right * (1 - 2 * local)});
  }
  if (local > 0) {
    reading.possible.push_back(
        {date.earliest - kLocalHours * kHour, date.earliest, right * local});
    reading.possible.push_back(
        {date.latest, date.latest + kLocalHours * kHour, right * local});
  }
  reading.possible.push_back(
      {date.earliest - kChangeDays * kDay, date.latest, changed});
  if (zone > 0) {
    reading.possible.push_back({date.earliest - kZoneHours * kHour,
                                date.latest + kZoneHours * kHour, zone});
  }
  if (swapped > 0) {
    reading.possible.push_back({other->earliest, other->latest, swapped});
  }
  return reading;
}

}  // namespace prov
