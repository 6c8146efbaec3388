#include "clock.h"

#include <array>
#include <cstdlib>
#include <utility>

namespace prov_bench {
namespace {

int64_t FloorDiv(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

void AppendDigits(std::string& out, int value, int digits) {
  std::array<char, 8> text{};
  for (int i = digits; i-- > 0; value /= 10) {
    text[static_cast<size_t>(i)] = static_cast<char>('0' + value % 10);
  }
  out.append(text.data(), static_cast<size_t>(digits));
}

void AppendDay(std::string& out, const Day& day) {
  AppendDigits(out, day.year, 4);
  out += '-';
  AppendDigits(out, day.month, 2);
  out += '-';
  AppendDigits(out, day.day, 2);
}

int64_t DayNumber(int64_t seconds) { return FloorDiv(seconds, kDaySeconds); }

// Seconds with day and month changed places, or the same if that is no date.
int64_t SwapDayMonth(int64_t seconds) {
  Day day = DayOf(seconds);
  if (day.day > 12) return seconds;
  std::swap(day.day, day.month);
  return SecondsOf(day) + (seconds - DayNumber(seconds) * kDaySeconds);
}

}  // namespace

Day DayOf(int64_t seconds) {
  const int64_t z = DayNumber(seconds) + 719468;
  const int64_t era = FloorDiv(z, 146097);
  const int64_t doe = z - era * 146097;
  const int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int64_t mp = (5 * doy + 2) / 153;
  const int64_t month = mp < 10 ? mp + 3 : mp - 9;
  return {static_cast<int>(yoe + era * 400 + (month <= 2 ? 1 : 0)),
          static_cast<int>(month),
          static_cast<int>(doy - (153 * mp + 2) / 5 + 1)};
}

int64_t SecondsOf(const Day& day) {
  const int64_t y = day.year - (day.month <= 2 ? 1 : 0);
  const int64_t era = FloorDiv(y, 400);
  const int64_t yoe = y - era * 400;
  const int64_t mp = day.month > 2 ? day.month - 3 : day.month + 9;
  const int64_t doy = (153 * mp + 2) / 5 + day.day - 1;
  const int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return (era * 146097 + doe - 719468) * kDaySeconds;
}

void SetClock(Draft& draft, const Outlet& outlet, uint32_t wrong_per_mille,
              Dice& dice) {
  draft.clock = Clock::kRight;
  draft.printed = draft.issued;
  if (!dice.PerMille(wrong_per_mille)) return;
  const int64_t zone = outlet.zone_minutes * 60;
  const bool timed =
      outlet.dates == DateStyle::kUtc || outlet.dates == DateStyle::kOffset;
  const uint32_t kind = dice.Below(3);
  if (kind == 0 && timed && zone != 0) {
    draft.clock = Clock::kZone;
    draft.printed += zone;
  } else if (kind <= 1 &&
             SwapDayMonth(draft.issued + zone) != draft.issued + zone) {
    draft.clock = Clock::kDayMonth;
    draft.printed = SwapDayMonth(draft.issued + zone) - zone;
  } else {
    draft.clock = Clock::kUpdated;
    if (draft.updated == 0) {
      draft.updated = draft.issued + dice.Between(kDaySeconds, 4 * kDaySeconds);
    }
    draft.printed = draft.updated;
  }
}

void AppendDate(std::string& out, int64_t seconds, const Outlet& outlet) {
  const int zone = outlet.dates == DateStyle::kUtc ? 0 : outlet.zone_minutes;
  const int64_t wall = seconds + zone * 60;
  const Day day = DayOf(wall);
  if (outlet.dates == DateStyle::kSlashed) {
    AppendDigits(out, day.day, 2);
    out += '/';
    AppendDigits(out, day.month, 2);
    out += '/';
    AppendDigits(out, day.year, 4);
    return;
  }
  AppendDay(out, day);
  if (outlet.dates == DateStyle::kDay) return;
  const auto second = static_cast<int>(wall - DayNumber(wall) * kDaySeconds);
  out += 'T';
  AppendDigits(out, second / 3600, 2);
  out += ':';
  AppendDigits(out, second / 60 % 60, 2);
  out += ':';
  AppendDigits(out, second % 60, 2);
  if (outlet.dates == DateStyle::kUtc) {
    out += 'Z';
    return;
  }
  out += zone < 0 ? '-' : '+';
  AppendDigits(out, std::abs(zone) / 60, 2);
  out += ':';
  AppendDigits(out, std::abs(zone) % 60, 2);
}

Interval PrintedInterval(int64_t seconds, const Outlet& outlet) {
  if (outlet.dates == DateStyle::kUtc || outlet.dates == DateStyle::kOffset) {
    return {seconds, seconds};
  }
  const int64_t midnight =
      DayNumber(seconds + outlet.zone_minutes * 60) * kDaySeconds;
  return {midnight, midnight + kDaySeconds};
}

}  // namespace prov_bench
