#include "libprov/chain/clocks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace prov {
namespace {

DateInterval Read(const char* text) {
  return ParseDate(text).value_or(DateInterval());
}

std::string InUrl(const char* url) {
  const std::optional<DateInterval> date = DateInUrl(url);
  return date.has_value() ? ToJson(*date) : "";
}

TEST(DateInUrl, Cases) {
  struct Case {
    const char* url;
    const char* date;  // As ParseDate() reads it; "" for none.
  };
  const Case cases[] = {
      {"https://x.example/2031/03/02/the-gates", "2031-03-02"},
      {"https://x.example/2031/3/2/the-gates", "2031-03-02"},
      {"https://x.example/2031/3/a17", "2031-03"},
      {"https://x.example/news/2031-03-02-gates", "2031-03-02"},
      {"https://x.example/20310302/gates", "2031-03-02"},
      {"https://x.example/2031/03/", "2031-03"},
      {"https://x.example/2031/gates", ""},
      {"https://x.example/2031/13/02", ""},
      {"https://x.example/a20310302", "2031-03-02"},
      {"https://x.example/9120310302/7", ""},
      {"https://x.example/2031/03/123456", "2031-03"},
      {"2031/03/02", ""},  // Nothing is before it.
      {"", ""},
      {"/", ""},
      {"https://x.example/2031/", ""},
      {"https://x.example/2031/0", ""},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(InUrl(one.url), one.date[0] == '\0' ? "" : ToJson(Read(one.date)))
        << one.url;
  }
}

double Total(const PossibleDates& dates) {
  double total = 0;
  for (const DateStretch& date : dates) total += date.weight;
  return total;
}

// The weight of a day.
double WeightOf(const PossibleDates& dates, const char* day) {
  const DateInterval wanted = Read(day);
  double weight = 0;
  for (const DateStretch& date : dates) {
    if (date.earliest >= wanted.earliest && date.latest <= wanted.latest) {
      weight += date.weight;
    }
  }
  return weight;
}

TEST(ReadClock, WeightsAddUp) {
  for (const char* date : {"2031-03-02", "2031-03-02T08:00:00Z", "06/04/2031",
                           "2031-03", "2031-03-30", "2031-03-03"}) {
    for (const char* updated : {"", "2031-03-02", "2031-03-02T08:00:00Z"}) {
      for (const char* url : {"", "/2031/03/", "/2031/02/", "/2030/02/"}) {
        const ClockReading clock = ReadClock(Read(date), Read(updated), url);
        EXPECT_NEAR(Total(clock.possible), 1, 1e-12) << date << updated << url;
        for (const DateStretch& stretch : clock.possible) {
          EXPECT_LE(stretch.earliest, stretch.latest);
          EXPECT_GE(stretch.weight, 0);
        }
      }
    }
  }
}

TEST(ReadClock, NoDateIsNoDate) {
  EXPECT_TRUE(ReadClock({}, {}, "/2031/03/02/").possible.empty());
}

TEST(ReadClock, AUrlSettlesDayAndMonth) {
  const DateInterval date = Read("2031-03-02");
  const double unknown =
      WeightOf(ReadClock(date, {}, "").possible, "2031-02-03");
  EXPECT_GT(unknown, 0.01);
  const ClockReading agrees = ReadClock(date, {}, "/2031/3/a17");
  EXPECT_FALSE(agrees.is_swapped);
  EXPECT_LT(WeightOf(agrees.possible, "2031-02-03"), 0.001);
  const ClockReading swapped = ReadClock(date, {}, "/2031/2/a17");
  EXPECT_TRUE(swapped.is_swapped);
  EXPECT_EQ(swapped.date, Read("2031-02-03"));
  EXPECT_GT(WeightOf(swapped.possible, "2031-02-03"), 0.8);
  // One that agrees with neither says nothing; nor is there a 30th month.
  EXPECT_EQ(ReadClock(date, {}, "/2031/7/").date, date);
  EXPECT_EQ(ReadClock(date, {}, "").possible.size(),
            ReadClock(Read("2031-03-30"), {}, "/2031/7/").possible.size() + 1);
}

TEST(ReadClock, UpdatedWhenPublishedIsATimeOfChange) {
  const DateInterval date = Read("2031-03-20T08:00:00Z");
  const DateInterval before = Read("2031-03-18");
  const auto earlier = [&before](const ClockReading& clock) {
    return ProbabilityBefore(clock.possible, AsPrinted(before));
  };
  const double usual = earlier(ReadClock(date, {}, ""));
  EXPECT_LT(usual, 0.01);
  EXPECT_GT(earlier(ReadClock(date, date, "")), 0.3);
  EXPECT_EQ(earlier(ReadClock(date, Read("2031-03-21"), "")), usual);
}

}  // namespace
}  // namespace prov
