#include "libprov/chain/interval_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace prov {
namespace {

constexpr int64_t kDay = 86400;

DateInterval Date(int64_t earliest, int64_t latest,
                  DateGrade grade = DateGrade::kDay) {
  return {.earliest = earliest, .latest = latest, .grade = grade};
}

DateInterval Read(const char* text) {
  return ParseDate(text).value_or(DateInterval());
}

// The oracle: each date is cut into small steps of equal weight, and all
// combinations of two, or for more dates of a step and what others have left,
// are counted.
constexpr int kSteps = 2000;

std::vector<double> Steps(const DateInterval& date) {
  std::vector<double> steps;
  const auto add = [&steps](double begin, double end) {
    for (int i = 0; i < kSteps; ++i) {
      steps.push_back(begin + (end - begin) * (i + 0.5) / kSteps);
    }
  };
  const auto begin = static_cast<double>(date.earliest);
  const auto end = static_cast<double>(date.latest);
  if (date.grade == DateGrade::kAmbiguous) {
    add(begin, begin + kDay);
    add(end - kDay, end);
  } else {
    add(begin, end);
  }
  return steps;
}

// The share of `steps`, sorted, after x; those at it count half.
double ShareAfter(const std::vector<double>& steps, double x) {
  const auto [low, high] = std::ranges::equal_range(steps, x);
  return (static_cast<double>(steps.end() - high) +
          0.5 * static_cast<double>(high - low)) /
         static_cast<double>(steps.size());
}

double BeforeByCounting(const DateInterval& a, const DateInterval& b) {
  const std::vector<double> steps_b = Steps(b);
  double sum = 0;
  for (const double x : Steps(a)) sum += ShareAfter(steps_b, x);
  return sum / static_cast<double>(Steps(a).size());
}

// Without instants.
std::vector<double> FirstByCounting(const std::vector<DateInterval>& dates) {
  std::vector<std::vector<double>> steps;
  for (const DateInterval& date : dates) steps.push_back(Steps(date));
  std::vector<double> first(dates.size());
  for (size_t i = 0; i < dates.size(); ++i) {
    for (const double x : steps[i]) {
      double product = 1;
      for (size_t j = 0; j < dates.size(); ++j) {
        if (j != i) product *= ShareAfter(steps[j], x);
      }
      first[i] += product / static_cast<double>(steps[i].size());
    }
  }
  return first;
}

TEST(ProbabilityBefore, Cases) {
  struct Case {
    DateInterval a, b;
    double want;
  };
  const DateInterval swapped = Date(0, 60 * kDay, DateGrade::kAmbiguous);
  const Case cases[] = {
      {Date(0, 10), Date(10, 20), 1},
      {Date(10, 20), Date(0, 10), 0},
      {Date(0, 10), Date(0, 10), 0.5},
      {Date(5, 5), Date(5, 5), 0.5},
      {Date(5, 5), Date(5, 10), 1},
      {Date(4, 4), Date(0, 10), 0.6},
      {Date(0, 10), Date(4, 4), 0.4},
      {Date(0, 10), Date(5, 15), 0.875},
      {Date(0, 100), Date(40, 60), 0.5},
      {swapped, Date(30 * kDay, 31 * kDay), 0.5},  // Nothing in between.
      {Date(30 * kDay, 31 * kDay), swapped, 0.5},
      {swapped, Date(0, kDay), 0.25},
      {swapped, swapped, 0.5},
  };
  for (const Case& one : cases) {
    EXPECT_NEAR(ProbabilityBefore(one.a, one.b), one.want, 1e-12)
        << one.a.earliest << ".." << one.a.latest << " " << one.b.earliest;
  }
}

TEST(ProbabilityBefore, IsWhatCountingGives) {
  std::mt19937 random(1);
  std::uniform_int_distribution<int64_t> begin(0, 5 * kDay);
  std::uniform_int_distribution<int64_t> width(0, 4 * kDay);
  std::uniform_int_distribution<int> kind(0, 3);
  const auto any = [&] {
    const int64_t at = begin(random);
    switch (kind(random)) {
      case 0:
        return Date(at, at, DateGrade::kInstant);
      case 1:
        return Date(at, at + 3 * kDay, DateGrade::kAmbiguous);
      default:
        return Date(at, at + width(random));
    }
  };
  for (int i = 0; i < 200; ++i) {
    const DateInterval a = any();
    const DateInterval b = any();
    const double p = ProbabilityBefore(a, b);
    EXPECT_NEAR(p, BeforeByCounting(a, b), 1e-3);
    EXPECT_NEAR(p + ProbabilityBefore(b, a), 1, 1e-12);
    EXPECT_EQ(IsBefore(a, b), p == 1) << a.earliest << " " << b.earliest;
  }
}

// Stretches of any weights, instants among them.
TEST(ProbabilityBefore, OfMixturesIsTheSumOverTheirParts) {
  std::mt19937 random(4);
  std::uniform_int_distribution<int64_t> bound(0, 20);
  const auto any = [&] {
    PossibleDates dates;
    double left = 1;
    for (const double weight : {0.6, 0.3, 0.1}) {
      const int64_t a = bound(random);
      const int64_t b = bound(random) < 5 ? a : bound(random);
      dates.push_back({std::min(a, b), std::max(a, b), weight});
      left -= weight;
    }
    EXPECT_NEAR(left, 0, 1e-12);
    return dates;
  };
  for (int i = 0; i < 200; ++i) {
    const PossibleDates a = any();
    const PossibleDates b = any();
    double want = 0;
    for (const DateStretch& x : a) {
      for (const DateStretch& y : b) {
        want += x.weight * y.weight *
                ProbabilityBefore(Date(x.earliest, x.latest),
                                  Date(y.earliest, y.latest));
      }
    }
    EXPECT_NEAR(ProbabilityBefore(a, b), want, 1e-12);
    const std::vector<double> first =
        ProbabilitiesFirst(std::vector<PossibleDates>{a, b});
    EXPECT_NEAR(first[0], want, 1e-9);
    EXPECT_NEAR(first[1], 1 - want, 1e-9);
  }
}

TEST(ProbabilityBefore, FarFromTheOrigin) {
  // 2031 in seconds squared would leave no digits.
  const DateInterval day = Read("2031-03-02");
  EXPECT_NEAR(ProbabilityBefore(day, Read("2031-03-02T18:00:00Z")), 0.75,
              1e-12);
  EXPECT_EQ(ProbabilityBefore(day, Read("2031-03-03")), 1);
  EXPECT_NEAR(ProbabilityBefore(Read("06/04/2031"), Read("2031-05-01")), 0.5,
              1e-12);
}

TEST(IsBefore, NeverWhatIsNotKnown) {
  EXPECT_FALSE(IsBefore({}, Date(0, 1)));
  EXPECT_FALSE(IsBefore(Date(0, 1), {}));
  EXPECT_FALSE(IsBefore(Date(5, 5), Date(5, 5)));
  EXPECT_TRUE(IsBefore(Date(5, 5), Date(5, 6)));
}

TEST(MinimalElements, AreThoseThatNoneIsBefore) {
  std::mt19937 random(2);
  std::uniform_int_distribution<int64_t> bound(0, 12);
  for (int i = 0; i < 500; ++i) {
    std::vector<DateInterval> dates;
    for (int k = 0; k < 6; ++k) {
      const int64_t a = bound(random);
      const int64_t b = bound(random);
      dates.push_back(Date(std::min(a, b), std::max(a, b)));
      if (bound(random) == 0) dates.back() = {};
    }
    std::vector<size_t> want;
    for (size_t k = 0; k < dates.size(); ++k) {
      if (std::ranges::none_of(dates, [&](const DateInterval& other) {
            return IsBefore(other, dates[k]);
          })) {
        want.push_back(k);
      }
    }
    EXPECT_EQ(MinimalElements(dates), want);
  }
}

TEST(ProbabilitiesFirst, IsNoProductOfPairs) {
  const std::vector<double> three = ProbabilitiesFirst(
      std::vector<DateInterval>{Date(0, 10), Date(0, 10), Date(0, 10)});
  for (const double p : three) EXPECT_NEAR(p, 1.0 / 3, 1e-12);
  // (3/4)^2 by pairs; in truth .5 (before all) + .5 * 1/3.
  const std::vector<double> early = ProbabilitiesFirst(
      std::vector<DateInterval>{Date(0, 10), Date(5, 10), Date(5, 10)});
  EXPECT_NEAR(early[0], 0.5 + 0.5 / 3, 1e-12);
  EXPECT_NEAR(early[1], 0.5 / 3, 1e-12);
}

TEST(ProbabilitiesFirst, InstantsShareTheirMoment) {
  const std::vector<double> p = ProbabilitiesFirst(std::vector<DateInterval>{
      Date(5, 5), Date(5, 5), Date(0, 10), Date(6, 6)});
  EXPECT_NEAR(p[0], 0.25, 1e-12);
  EXPECT_NEAR(p[1], 0.25, 1e-12);
  EXPECT_NEAR(p[2], 0.5, 1e-12);
  EXPECT_EQ(p[3], 0);
}

// Of three instants together each is first as often, whatever else they are.
TEST(ProbabilitiesFirst, InstantsInMixtures) {
  const PossibleDates one = {{5, 5, 0.5}, {9, 9, 0.5}};
  const std::vector<double> p =
      ProbabilitiesFirst(std::vector<PossibleDates>{one, one, one});
  for (const double x : p) EXPECT_NEAR(x, 1.0 / 3, 1e-12);
  const std::vector<double> q = ProbabilitiesFirst(
      std::vector<PossibleDates>{one, {{5, 5, 1}}, {{20, 30, 1}}});
  EXPECT_NEAR(q[0], 0.25, 1e-12);
  EXPECT_NEAR(q[1], 0.75, 1e-12);
  EXPECT_EQ(q[2], 0);
}

TEST(ProbabilitiesFirst, IsWhatCountingGives) {
  std::mt19937 random(3);
  std::uniform_int_distribution<int64_t> begin(0, 4 * kDay);
  std::uniform_int_distribution<int64_t> width(kDay / 4, 3 * kDay);
  std::uniform_int_distribution<size_t> count(1, 7);
  for (int i = 0; i < 40; ++i) {
    std::vector<DateInterval> dates;
    for (size_t k = count(random); k-- > 0;) {
      const int64_t at = begin(random);
      dates.push_back(k == 2 ? Date(at, at + 4 * kDay, DateGrade::kAmbiguous)
                             : Date(at, at + width(random)));
    }
    const std::vector<double> got = ProbabilitiesFirst(dates);
    const std::vector<double> want = FirstByCounting(dates);
    double sum = 0;
    for (size_t k = 0; k < dates.size(); ++k) {
      EXPECT_NEAR(got[k], want[k], 2e-3);
      sum += got[k];
    }
    EXPECT_NEAR(sum, 1, 1e-12);
  }
}

TEST(ProbabilitiesFirst, OfTwoIsThatOfThePair) {
  const DateInterval a = Date(0, 70);
  const DateInterval b = Date(20, 90);
  EXPECT_NEAR(ProbabilitiesFirst(std::vector<DateInterval>{a, b})[0],
              ProbabilityBefore(a, b), 1e-12);
}

// Past the degree that one rule is exact for: n days alike but for one, which
// began d earlier; P = d / (1 + d) + (1 / (1 + d)) / n.
TEST(ProbabilitiesFirst, OfManyThatOverlap) {
  for (const size_t n : {31U, 32U, 200U, 1000U}) {
    std::vector<DateInterval> dates(n, Date(kDay, 2 * kDay));
    dates[0].earliest = kDay / 2;
    const auto count = static_cast<double>(n);
    const std::vector<double> p = ProbabilitiesFirst(dates);
    EXPECT_NEAR(p[0], 1.0 / 3 + 2.0 / 3 / count, 1e-9) << n;
    EXPECT_NEAR(p[1], 2.0 / 3 / count, 1e-9) << n;
  }
}

}  // namespace
}  // namespace prov
