// Nothing can be first later than the earliest of all upper bounds, so that the
// integral ends there, where none of the dates is over yet.  Held by
// interval_order_test.cc.

#include "libprov/chain/interval_order.h"

#include <algorithm>
#include <array>
#include <limits>

namespace prov {
namespace {

constexpr int64_t kDay = 86400;

// Uniform over [begin, end]; a point where they are equal.
struct Piece {
  double begin = 0;
  double end = 0;
  double weight = 1;
};

// Where the moment can be, in seconds from some origin.
class Moment {
 public:
  Moment(const PossibleDates& dates, int64_t origin) {
    for (const DateStretch& date : dates) {
      pieces_.push_back({static_cast<double>(date.earliest - origin),
                         static_cast<double>(date.latest - origin),
                         date.weight});
      latest_ = std::max(latest_, pieces_.back().end);
    }
  }

  std::span<const Piece> pieces() const { return pieces_; }
  double latest() const { return latest_; }

  // P(later than x); half of a point's weight is after itself.
  double Survival(double x) const {
    double sum = 0;
    for (const Piece& piece : pieces_) {
      if (x < piece.begin) {
        sum += piece.weight;
      } else if (x < piece.end) {
        sum += piece.weight * (piece.end - x) / (piece.end - piece.begin);
      } else if (x == piece.begin) {
        sum += piece.weight / 2;
      }
    }
    return sum;
  }

  // The weight of points at x.
  double MassAt(double x) const {
    double sum = 0;
    for (const Piece& piece : pieces_) {
      if (piece.begin == x && piece.end == x) sum += piece.weight;
    }
    return sum;
  }

  // The integral of Survival() from `from` to x.
  double Area(double from, double x) const {
    double sum = 0;
    for (const Piece& piece : pieces_) {
      sum += piece.weight * (AreaOf(piece, x) - AreaOf(piece, from));
    }
    return sum;
  }

  double Density(double x) const {
    double sum = 0;
    for (const Piece& piece : pieces_) {
      if (piece.begin < x && x < piece.end) {
        sum += piece.weight / (piece.end - piece.begin);
      }
    }
    return sum;
  }

 private:
  // Counted from the piece's beginning, so that nothing large is squared.
  static double AreaOf(const Piece& piece, double x) {
    const double width = piece.end - piece.begin;
    const double at = x - piece.begin;
    if (at <= 0) return at;
    if (at >= width) return width / 2;
    return at - at * at / (2 * width);
  }

  std::vector<Piece> pieces_;
  double latest_ = -std::numeric_limits<double>::infinity();
};

// Nodes and weights on [-1, 1], of the positive half.
constexpr std::array<double, 8> kNodes = {
    0.0950125098376374, 0.2816035507792589, 0.4580167776572274,
    0.6178762444026438, 0.7554044083550030, 0.8656312023878318,
    0.9445750230732326, 0.9894009349916499};
constexpr std::array<double, 8> kWeights = {
    0.1894506104550685, 0.1826034150449236, 0.1691565193950025,
    0.1495959888165767, 0.1246289712555339, 0.0951585116824928,
    0.0622535239386479, 0.0271524594117541};
constexpr size_t kExactDegree = 31;

size_t PartsFor(size_t moments) { return moments / kExactDegree + 1; }

// Calls `add(x, weight)` for the nodes of [begin, end], cut into parts.
template <typename Add>
void Quadrature(double begin, double end, size_t parts, const Add& add) {
  const double half = (end - begin) / static_cast<double>(2 * parts);
  for (size_t part = 0; part < parts; ++part) {
    const double middle = begin + half * static_cast<double>(2 * part + 1);
    for (size_t k = 0; k < kNodes.size(); ++k) {
      add(middle - half * kNodes[k], half * kWeights[k]);
      add(middle + half * kNodes[k], half * kWeights[k]);
    }
  }
}

// Adds what the stretches between two bounds have of each integral.
void AddBetween(double begin, double end, std::span<const Moment> moments,
                std::vector<double>& first) {
  Quadrature(begin, end, PartsFor(moments.size()), [&](double x, double step) {
    double product = 1;
    for (const Moment& moment : moments) product *= moment.Survival(x);
    for (size_t i = 0; i < moments.size(); ++i) {
      const double density = moments[i].Density(x);
      if (density == 0) continue;
      first[i] += step * density * product / moments[i].Survival(x);
    }
  });
}

// Adds what instants at x have of it.
void AddAt(double x, std::span<const Moment> moments,
           std::vector<double>& first) {
  std::vector<double> mass;
  std::vector<double> after;
  bool any = false;
  for (const Moment& moment : moments) {
    mass.push_back(moment.MassAt(x));
    after.push_back(moment.Survival(x) - mass.back() / 2);
    any |= mass.back() > 0;
  }
  if (!any) return;
  Quadrature(0, 1, PartsFor(moments.size()), [&](double gone, double step) {
    for (size_t i = 0; i < moments.size(); ++i) {
      if (mass[i] == 0) continue;
      double product = step * mass[i];
      for (size_t j = 0; j < moments.size(); ++j) {
        if (j != i) product *= after[j] + mass[j] * (1 - gone);
      }
      first[i] += product;
    }
  });
}

}  // namespace

PossibleDates AsPrinted(const DateInterval& date) {
  // Each reading is taken to be a day long, as nothing else is known of it.
  if (date.grade == DateGrade::kAmbiguous &&
      date.latest - date.earliest > 2 * kDay) {
    return {{date.earliest, date.earliest + kDay, 0.5},
            {date.latest - kDay, date.latest, 0.5}};
  }
  return {{date.earliest, date.latest, 1}};
}

double ProbabilityBefore(const PossibleDates& a, const PossibleDates& b) {
  const int64_t origin = std::min(a[0].earliest, b[0].earliest);
  const Moment moment_a(a, origin);
  const Moment moment_b(b, origin);
  double sum = 0;
  for (const Piece& piece : moment_a.pieces()) {
    sum += piece.weight * (piece.begin == piece.end
                               ? moment_b.Survival(piece.begin)
                               : moment_b.Area(piece.begin, piece.end) /
                                     (piece.end - piece.begin));
  }
  return std::clamp(sum, 0.0, 1.0);
}

double ProbabilityBefore(const DateInterval& a, const DateInterval& b) {
  return ProbabilityBefore(AsPrinted(a), AsPrinted(b));
}

bool IsBefore(const DateInterval& a, const DateInterval& b) {
  if (a.grade == DateGrade::kNone || b.grade == DateGrade::kNone) return false;
  return a.latest < b.earliest ||
         (a.latest == b.earliest &&
          (a.earliest < a.latest || b.earliest < b.latest));
}

std::vector<size_t> MinimalElements(std::span<const DateInterval> dates) {
  // Of the dates that end first, one that is not an instant is before most.
  const DateInterval* first = nullptr;
  for (const DateInterval& date : dates) {
    if (date.grade == DateGrade::kNone) continue;
    if (first == nullptr || date.latest < first->latest ||
        (date.latest == first->latest && date.earliest < first->earliest)) {
      first = &date;
    }
  }
  std::vector<size_t> minimal;
  for (size_t i = 0; i < dates.size(); ++i) {
    if (first == nullptr || !IsBefore(*first, dates[i])) minimal.push_back(i);
  }
  return minimal;
}

std::vector<double> ProbabilitiesFirst(std::span<const PossibleDates> dates) {
  std::vector<double> first(dates.size());
  if (dates.empty()) return first;
  const int64_t origin = dates[0][0].earliest;
  std::vector<Moment> moments;
  std::vector<double> bounds;
  for (const PossibleDates& date : dates) {
    moments.emplace_back(date, origin);
    for (const Piece& piece : moments.back().pieces()) {
      bounds.push_back(piece.begin);
      bounds.push_back(piece.end);
    }
  }
  const double end =
      std::ranges::min_element(moments, {}, &Moment::latest)->latest();
  std::ranges::sort(bounds);
  bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());
  for (size_t k = 0; k < bounds.size() && bounds[k] <= end; ++k) {
    AddAt(bounds[k], moments, first);
    if (bounds[k] < end) AddBetween(bounds[k], bounds[k + 1], moments, first);
  }
  double total = 0;
  for (const double probability : first) total += probability;
  for (double& probability : first) probability /= total;
  return first;
}

std::vector<double> ProbabilitiesFirst(std::span<const DateInterval> dates) {
  std::vector<double> result(dates.size());
  const std::vector<size_t> minimal = MinimalElements(dates);
  std::vector<PossibleDates> printed;
  for (const size_t i : minimal) printed.push_back(AsPrinted(dates[i]));
  const std::vector<double> first = ProbabilitiesFirst(printed);
  for (size_t k = 0; k < minimal.size(); ++k) result[minimal[k]] = first[k];
  return result;
}

}  // namespace prov
