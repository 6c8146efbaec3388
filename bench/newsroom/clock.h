// Times as outlets print them, right or wrong.

#ifndef BENCH_NEWSROOM_CLOCK_H_
#define BENCH_NEWSROOM_CLOCK_H_

#include <cstdint>
#include <string>

#include "dice.h"
#include "draft.h"
#include "outlet.h"

namespace prov_bench {

inline constexpr int64_t kDaySeconds = 86400;
inline constexpr int64_t kFirstDay = 1924992000;  // 2031-01-01T00:00:00Z

struct Day {
  int year = 0, month = 0, day = 0;
};

// Howard Hinnant's civil_from_days.
Day DayOf(int64_t seconds);
int64_t SecondsOf(const Day& day);

// Sets draft.clock and draft.printed; wrong in `wrong_per_mille` of the cases.
// A wrong clock always prints another time than a right one.
void SetClock(Draft& draft, const Outlet& outlet, uint32_t wrong_per_mille,
              Dice& dice);

// Appends `seconds` in the outlet's style.
void AppendDate(std::string& out, int64_t seconds, const Outlet& outlet);

// The interval that AppendDate() leaves, both ends included: a second, or a
// day from midnight UTC to the next.
struct Interval {
  int64_t earliest = 0, latest = 0;
};
Interval PrintedInterval(int64_t seconds, const Outlet& outlet);

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_CLOCK_H_
