#include "libprov/corpus/date.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "absl/strings/str_format.h"

namespace prov {
namespace {

constexpr int64_t kHour = 3600;
constexpr int64_t kDay = 86400;

bool IsLeap(int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int MonthDays(int64_t year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeap(year) ? 29 : kDays[month - 1];
}

// The oracle: counts the days since 0001-01-01 one year and month at a time.
int64_t Midnight(int64_t year, int month, int day) {
  int64_t days = day - 1;
  for (int64_t y = 1; y < year; ++y) days += IsLeap(y) ? 366 : 365;
  for (int m = 1; m < month; ++m) days += MonthDays(year, m);
  return (days - 719162) * kDay;  // 1970-01-01 is day 719,162
}

std::string Show(const std::optional<DateInterval>& date) {
  if (!date) return "none";
  constexpr char kGrades[] = "ABCDN";
  return absl::StrFormat("%s %s %c", ToRfc3339(date->earliest),
                         ToRfc3339(date->latest),
                         kGrades[static_cast<size_t>(date->grade)]);
}

struct Case {
  const char* text;
  const char* expected;
};

void Check(std::initializer_list<Case> cases) {
  for (const Case& c : cases) {
    EXPECT_EQ(Show(ParseDate(c.text)), c.expected) << c.text;
  }
}

TEST(DateTest, Instants) {
  constexpr const char* kT = "2031-03-02T08:00:00Z 2031-03-02T08:00:00Z A";
  Check(
      {{"2031-03-02T08:00:00Z", kT},
       {"2031-03-02t08:00:00z", kT},
       {"2031-03-02 08:00:00Z", kT},
       {"2031-03-02 08:00:00 UTC", kT},
       {" 2031-03-02T08:00:00.999999999Z\r\n", kT},
       {"2031-03-02T08:00:00,5Z", kT},
       {"2031-03-02T09:00:00+01:00", kT},
       {"2031-03-02T09:00:00+0100", kT},
       {"2031-03-02T09:00:00+01", kT},
       {"2031-03-01T18:30:00-13:30", kT},
       {"2031-03-02T08:00:00-00:00", kT},
       {"Sun, 02 Mar 2031 09:00:00 +0100", kT},
       {"Sun, 02 Mar 2031 08:00:00 GMT", kT},
       {"2 Mar 2031 03:00:00 EST", kT},
       {"Sunday, March 2, 2031 08:00:00 Z", kT},
       {"March 2, 2031, 08:00:00 Z", kT},
       {"1930204800", kT},
       {"1930204800.9", kT},
       {"2031-03-02T08:00Z", "2031-03-02T08:00:00Z 2031-03-02T08:00:59Z A"},
       {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z 2017-01-01T00:00:00Z A"},
       {"2031-03-02T24:00:00Z", "2031-03-03T00:00:00Z 2031-03-03T00:00:00Z A"},
       {"1969-12-31T23:59:59.5Z",
        "1969-12-31T23:59:59Z 1969-12-31T23:59:59Z A"},
       {"0", "1970-01-01T00:00:00Z 1970-01-01T00:00:00Z A"},
       {"-86400", "1969-12-31T00:00:00Z 1969-12-31T00:00:00Z A"},
       {"-0.5", "1969-12-31T23:59:59Z 1969-12-31T23:59:59Z A"}});
}

TEST(DateTest, Days) {
  constexpr const char* kDayOf = "2031-03-02T00:00:00Z 2031-03-03T00:00:00Z B";
  constexpr const char* kApril = "2017-04-13T00:00:00Z 2017-04-14T00:00:00Z B";
  Check({{"2031-03-02", kDayOf},
         {"2031/03/02", kDayOf},
         {"2031.03.02", kDayOf},
         {"20310302", kDayOf},
         {"2 Mar 2031", kDayOf},
         {"02 MARCH 2031", kDayOf},
         {"02-Mar-2031", kDayOf},
         {"Mar 2, 2031", kDayOf},
         {"Mar. 2, 2031", kDayOf},
         {"march 2 2031", kDayOf},
         {"Sunday, 2 March 2031", kDayOf},
         {"Sun 2 Mar 2031", kDayOf},
         {"4 Sept 2017", "2017-09-04T00:00:00Z 2017-09-05T00:00:00Z B"},
         {"13/04/2017", kApril},
         {"04/13/2017", kApril},
         {"13.4.2017", kApril},
         {"13-04-2017", kApril},
         {"04/04/2017", "2017-04-04T00:00:00Z 2017-04-05T00:00:00Z B"},
         {"2016-02-29", "2016-02-29T00:00:00Z 2016-03-01T00:00:00Z B"},
         {"2000-02-29", "2000-02-29T00:00:00Z 2000-03-01T00:00:00Z B"},
         {"0001-01-01", "0001-01-01T00:00:00Z 0001-01-02T00:00:00Z B"},
         {"9999-12-31", "9999-12-31T00:00:00Z 9999-12-31T23:59:59Z B"}});
}

TEST(DateTest, AClockWithoutAZoneCouldBeAnywhere) {
  Check(
      {{"2031-03-02T08:00:00", "2031-03-01T18:00:00Z 2031-03-02T20:00:00Z B"},
       {"2031-03-02 08:00", "2031-03-01T18:00:00Z 2031-03-02T20:00:59Z B"},
       {"2 Mar 2031 08:00:00", "2031-03-01T18:00:00Z 2031-03-02T20:00:00Z B"}});
}

TEST(DateTest, PeriodsAndAmbiguity) {
  Check({{"2031", "2031-01-01T00:00:00Z 2032-01-01T00:00:00Z C"},
         {"2031-03", "2031-03-01T00:00:00Z 2031-04-01T00:00:00Z C"},
         {"2031-12", "2031-12-01T00:00:00Z 2032-01-01T00:00:00Z C"},
         {"March 2031", "2031-03-01T00:00:00Z 2031-04-01T00:00:00Z C"},
         {"9999", "9999-01-01T00:00:00Z 9999-12-31T23:59:59Z C"},
         {"9999-12", "9999-12-01T00:00:00Z 9999-12-31T23:59:59Z C"},
         {"06/04/2017", "2017-04-06T00:00:00Z 2017-06-05T00:00:00Z D"},
         {"04/06/2017", "2017-04-06T00:00:00Z 2017-06-05T00:00:00Z D"},
         {"6.4.2017", "2017-04-06T00:00:00Z 2017-06-05T00:00:00Z D"},
         {"06/04/2017 08:00:00Z",
          "2017-04-06T08:00:00Z 2017-06-04T08:00:00Z D"}});
}

TEST(DateTest, WhatIsNoDateIsRefused) {
  for (const char* text : {"",
                           " ",
                           "yesterday",
                           "2031-13",
                           "2031-00",
                           "2031-3",
                           "2031-02-30",
                           "2031-02-29",
                           "1900-02-29",
                           "2031-03-00",
                           "2031-03-32",
                           "2031-3-2",
                           "0000",
                           "0000-01-01",
                           "10000-01-01",
                           "2031-03-02T",
                           "2031-03-02T08",
                           "2031-03-02T08:60:00Z",
                           "2031-03-02T25:00:00Z",
                           "2031-03-02T24:00:01Z",
                           "2031-03-02T08:00:61Z",
                           "2031-03-02T08:00:00.Z",
                           "2031-03-02T08:00:00+1",
                           "2031-03-02T08:00:00+010",
                           "2031-03-02T08:00:00+24:00",
                           "2031-03-02T08:00:00+01:60",
                           "2031-03-02T08:00:00Zjunk",
                           "2031-03-02T08:00:00 Nowhere",
                           "2031-03-02x",
                           "2031-03T08:00:00Z",
                           "13/13/2017",
                           "32/01/2017",
                           "00/01/2017",
                           "29/02/2017",
                           "6/4/17",
                           "06/04-2017",
                           "30 Feb 2031",
                           "2 Ma 2031",
                           "2 Mars 2031",
                           "2 März 2031",
                           "Marchy 2031",
                           "Mar",
                           "Mon",
                           "253402300800",
                           "1930204800000",
                           "-62135596801",
                           "1e9",
                           "-",
                           "1.",
                           ".5",
                           "--1",
                           "1.5.5",
                           "99999999999999999999",
                           "0001-01-01T00:00:00+01:00",
                           "9999-12-31T23:59:59-01:00"}) {
    EXPECT_EQ(Show(ParseDate(text)), "none") << text;
  }
  EXPECT_EQ(ParseDate(std::string_view("2031\0", 5)), std::nullopt);
}

TEST(DateTest, EveryDayOfTheCalendarAgreesWithCounting) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 3000; ++i) {
    const auto year = static_cast<int>(random() % 9998 + 1);
    const auto month = static_cast<int>(random() % 12 + 1);
    const auto day = static_cast<int>(random() % 32);
    const auto date =
        ParseDate(absl::StrFormat("%04d-%02d-%02d", year, month, day));
    if (day == 0 || day > MonthDays(year, month)) {
      EXPECT_EQ(date, std::nullopt);
      continue;
    }
    const int64_t begin = Midnight(year, month, day);
    EXPECT_EQ(date, (DateInterval{begin, begin + kDay, DateGrade::kDay}));
    const int64_t first = Midnight(year, month, 1);
    EXPECT_EQ(ParseDate(absl::StrFormat("%04d-%02d", year, month)),
              (DateInterval{first, first + MonthDays(year, month) * kDay,
                            DateGrade::kPeriod}));
  }
}

TEST(DateTest, WhatIsPrintedIsReadBack) {
  constexpr int64_t kFirst = -62135596800;
  constexpr int64_t kLast = 253402300799;
  std::mt19937_64 random(2);
  for (int i = 0; i < 20000; ++i) {
    const int64_t seconds =
        i == 0 ? kFirst
        : i == 1
            ? kLast
            : kFirst + static_cast<int64_t>(
                           random() % static_cast<uint64_t>(kLast - kFirst));
    ASSERT_EQ(ParseDate(ToRfc3339(seconds)), DateFromEpoch(seconds));
    ASSERT_EQ(DateFromEpoch(seconds).grade, DateGrade::kInstant);
  }
  EXPECT_EQ(DateFromEpoch(kFirst - 1), DateInterval{});
  EXPECT_EQ(DateFromEpoch(kLast + 1), DateInterval{});
}

TEST(DateTest, EveryOffsetShiftsByItself) {
  const int64_t noon = Midnight(2031, 3, 2) + 12 * kHour;
  for (int minutes = -23 * 60 - 59; minutes <= 23 * 60 + 59; ++minutes) {
    const std::string text = absl::StrFormat(
        "2031-03-02T12:00:00%c%02d:%02d", minutes < 0 ? '-' : '+',
        std::abs(minutes) / 60, std::abs(minutes) % 60);
    EXPECT_EQ(ParseDate(text), DateFromEpoch(noon - minutes * 60)) << text;
  }
}

TEST(DateTest, ToJsonPrintsTheIntervalOrNull) {
  EXPECT_EQ(ToJson({}), "null");
  EXPECT_EQ(ToJson(*ParseDate("2031-03-02")),
            R"({"earliest":"2031-03-02T00:00:00Z",)"
            R"("latest":"2031-03-03T00:00:00Z","grade":"B"})");
}

TEST(DateTest, OrderAndZoneMayBeKnown) {
  const auto same = [](std::string_view text, const DateRules& rules,
                       std::string_view as) {
    EXPECT_EQ(ParseDate(text, rules), ParseDate(as)) << text;
    EXPECT_TRUE(ParseDate(as).has_value()) << as;
  };
  const DateRules day_first = {.order = DateOrder::kDayFirst};
  const DateRules month_first = {.order = DateOrder::kMonthFirst};
  same("06/04/2017", day_first, "2017-04-06");
  same("06/04/2017", month_first, "2017-06-04");
  same("6.4.2017 08:00", day_first, "2017-04-06 08:00");
  // What can be read one way only is read so.
  same("25/04/2017", month_first, "2017-04-25");
  same("04/25/2017", day_first, "2017-04-25");
  same("2017-04-06", month_first, "2017-04-06");
  const DateRules east = {.zone_seconds = 3 * 3600};
  same("2017-04-06 08:00:00", east, "2017-04-06T08:00:00+03:00");
  same("2017-04-06 08:00", east, "2017-04-06 08:00 +0300");
  same("2017-04-06T08:00:00Z", east, "2017-04-06T08:00:00Z");
  same("1491465600", east, "1491465600");
  for (const char* text : {"2017-04-06", "20170406", "2017-04", "2017"}) {
    const auto plain = ParseDate(text);
    const auto zoned = ParseDate(text, east);
    ASSERT_TRUE(plain.has_value() && zoned.has_value()) << text;
    EXPECT_EQ(zoned->earliest, plain->earliest - 3 * 3600) << text;
    EXPECT_EQ(zoned->latest, plain->latest - 3 * 3600) << text;
    EXPECT_EQ(zoned->grade, plain->grade) << text;
  }
}

TEST(DateTest, SomeDatesTellTheOrder) {
  for (const char* text : {"25/04/2017", " 25.4.2017 08:00", "13-1-2017",
                           "29/02/2016", "31/12/2017Z"}) {
    EXPECT_EQ(OrderToldBy(text), DateOrder::kDayFirst) << text;
  }
  for (const char* text : {"04/25/2017", "4-13-2017 at noon", "02/29/2016"}) {
    EXPECT_EQ(OrderToldBy(text), DateOrder::kMonthFirst) << text;
  }
  for (const char* text :
       {"", "06/04/2017", "04/04/2017", "2017-04-25", "25/04", "25/04/17",
        "25/04-2017", "25/13/2017", "31/04/2017", "29/02/2017", "20170425",
        "25 April 2017", "April 25, 2017", "1493078400", "125/04/2017"}) {
    EXPECT_EQ(OrderToldBy(text), DateOrder::kEither) << text;
  }
}

TEST(DateTest, ReadsZones) {
  EXPECT_EQ(ParseZone("+03:00"), 3 * 3600);
  EXPECT_EQ(ParseZone("-0530"), -(5 * 3600 + 1800));
  EXPECT_EQ(ParseZone("+01"), 3600);
  EXPECT_EQ(ParseZone("Z"), 0);
  for (const char* text :
       {"", "3", "+3", "Europe/Athens", "+03:00 ", "+24:00"}) {
    EXPECT_EQ(ParseZone(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace prov
