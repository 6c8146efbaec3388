// Every date is one or two uniform pieces of equal weight.  Nothing can be
// first later than the earliest of all upper bounds, so that only minimal
// elements are looked at, up to there, where none of them is over yet.  Held by
// interval_order_test.cc.

#include "libprov/chain/interval_order.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace prov {
namespace {

constexpr double kDay = 86400;

// Uniform over [begin, end]; a point where they are equal.
struct Piece {
  double begin = 0;
  double end = 0;
};

// Where the moment can be, in seconds from some origin.
class Moment {
 public:
  Moment(const DateInterval& date, int64_t origin) {
    const auto begin = static_cast<double>(date.earliest - origin);
    const auto end = static_cast<double>(date.latest - origin);
    pieces_[0] = {begin, end};
    // Each reading is taken to be a day long, as nothing else is known of it.
    if (date.grade == DateGrade::kAmbiguous && end - begin > 2 * kDay) {
      pieces_ = {Piece{begin, begin + kDay}, Piece{end - kDay, end}};
      count_ = 2;
    }
  }

  std::span<const Piece> pieces() const {
    return std::span(pieces_).first(count_);
  }
  double latest() const { return pieces_[count_ - 1].end; }
  bool IsPoint() const { return pieces_[0].begin == latest(); }

  // P(later than x); half of a point's weight is after itself.
  double Survival(double x) const {
    double sum = 0;
    for (const Piece& piece : pieces()) {
      if (x < piece.begin) {
        sum += 1;
      } else if (x < piece.end) {
        sum += (piece.end - x) / (piece.end - piece.begin);
      } else if (x == piece.begin) {
        sum += 0.5;
      }
    }
    return sum / static_cast<double>(count_);
  }

  // The integral of Survival() from `from` to x.
  double Area(double from, double x) const {
    double sum = 0;
    for (const Piece& piece : pieces()) {
      sum += AreaOf(piece, x) - AreaOf(piece, from);
    }
    return sum / static_cast<double>(count_);
  }

  double Density(double x) const {
    double sum = 0;
    for (const Piece& piece : pieces()) {
      if (piece.begin < x && x < piece.end) {
        sum += 1 / (piece.end - piece.begin);
      }
    }
    return sum / static_cast<double>(count_);
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

  std::array<Piece, 2> pieces_;
  size_t count_ = 1;
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

// Adds to `first` what the integrands have at x, times `weight`.
void AddAt(double x, double weight, std::span<const Moment> moments,
           std::vector<double>& first) {
  double product = 1;
  for (const Moment& moment : moments) product *= moment.Survival(x);
  for (size_t i = 0; i < moments.size(); ++i) {
    const double density = moments[i].Density(x);
    if (density == 0) continue;
    first[i] += weight * density * product / moments[i].Survival(x);
  }
}

void Integrate(double begin, double end, std::span<const Moment> moments,
               std::vector<double>& first) {
  const size_t parts = moments.size() / kExactDegree + 1;
  const double half = (end - begin) / static_cast<double>(2 * parts);
  for (size_t part = 0; part < parts; ++part) {
    const double middle = begin + half * static_cast<double>(2 * part + 1);
    for (size_t k = 0; k < kNodes.size(); ++k) {
      AddAt(middle - half * kNodes[k], half * kWeights[k], moments, first);
      AddAt(middle + half * kNodes[k], half * kWeights[k], moments, first);
    }
  }
}

// Instants at the very end share what is left then.
void AddPoints(double at, std::span<const Moment> moments,
               std::vector<double>& first) {
  double product = 1;
  double points = 0;
  for (const Moment& moment : moments) {
    if (moment.IsPoint()) {
      ++points;
    } else {
      product *= moment.Survival(at);
    }
  }
  for (size_t i = 0; i < moments.size(); ++i) {
    if (moments[i].IsPoint()) first[i] += product / points;
  }
}

}  // namespace

double ProbabilityBefore(const DateInterval& a, const DateInterval& b) {
  const int64_t origin = std::min(a.earliest, b.earliest);
  const Moment moment_a(a, origin);
  const Moment moment_b(b, origin);
  double sum = 0;
  for (const Piece& piece : moment_a.pieces()) {
    sum += piece.begin == piece.end ? moment_b.Survival(piece.begin)
                                    : moment_b.Area(piece.begin, piece.end) /
                                          (piece.end - piece.begin);
  }
  return std::clamp(sum / static_cast<double>(moment_a.pieces().size()), 0.0,
                    1.0);
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

std::vector<double> ProbabilitiesFirst(std::span<const DateInterval> dates) {
  std::vector<double> result(dates.size());
  const std::vector<size_t> minimal = MinimalElements(dates);
  if (minimal.empty()) return result;
  int64_t origin = dates[minimal[0]].earliest;
  for (const size_t i : minimal) origin = std::min(origin, dates[i].earliest);
  std::vector<Moment> moments;
  std::vector<double> bounds;
  for (const size_t i : minimal) {
    moments.emplace_back(dates[i], origin);
    for (const Piece& piece : moments.back().pieces()) {
      bounds.push_back(piece.begin);
      bounds.push_back(piece.end);
    }
  }
  const double end =
      std::ranges::min_element(moments, {}, &Moment::latest)->latest();
  std::ranges::sort(bounds);
  std::vector<double> first(minimal.size());
  for (size_t k = 0; k + 1 < bounds.size() && bounds[k] < end; ++k) {
    if (bounds[k] < bounds[k + 1]) {
      Integrate(bounds[k], bounds[k + 1], moments, first);
    }
  }
  AddPoints(end, moments, first);
  double total = 0;
  for (const double probability : first) total += probability;
  for (size_t k = 0; k < minimal.size(); ++k) {
    result[minimal[k]] = first[k] / total;
  }
  return result;
}

}  // namespace prov
