// The parts of a date as people write it: days, and a clock.  For date.cc.

#ifndef LIBPROV_CORPUS_DATE_PARTS_H_
#define LIBPROV_CORPUS_DATE_PARTS_H_

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/strings/ascii.h"
#include "libprov/corpus/date.h"

namespace prov {

inline constexpr int64_t kMinute = 60;
inline constexpr int64_t kHour = 60 * kMinute;
inline constexpr int64_t kDaySeconds = 24 * kHour;

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

// A day of the calendar, from the year 1 on.
std::optional<Days> Day(int year, int month, int day);

// The day part that stands at `at`: a day, a month or a year.
std::optional<DayPart> ReadDays(Cursor& at, DateOrder order);

// 08:00, 08:00:00 and 08:00:00.123, with or without a zone.
std::optional<Clock> ReadClock(Cursor& at);

// Z, GMT, +01:00, +0100 or +01 as seconds east of Greenwich.
std::optional<int64_t> ReadZone(Cursor& at);

}  // namespace prov

#endif  // LIBPROV_CORPUS_DATE_PARTS_H_
