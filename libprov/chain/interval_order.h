// Which of several documents came first, as far as their dates tell.
//
// A date is where the true moment may be: stretches of time, each with a weight
// and the same probability throughout, each document by itself.  A day is one
// stretch, an instant one without length; 06/04/2017 (grade D) is two days, one
// as likely as the other, and nothing in between; clocks.h adds what a date
// means if it was set down wrongly.  Then, with the survival function S_B(x) =
// P(B after x) and its antiderivative G_B,
//
//   P(A before B) = (G_B(a2) - G_B(a1)) / (a2 - a1),    A in [a1, a2],
//
// in closed form, summed over A's stretches; two equal instants count half each
// way, so that P(A before B) + P(B before A) = 1.  First of all n,
//
//   P(i first) = integral of f_i(x) * product of S_j(x), j != i,
//
// which is no product of pairs.  Between two neighbouring bounds the integrand
// is a polynomial of degree below n; Gauss-Legendre quadrature with 16 points
// is exact up to degree 31, and where more stretches overlap the part is cut in
// as many as keep the error under 1e-9.  Instants that fall together are taken
// to be in some order, each as likely: the same integral over how far that
// instant has gone.

#ifndef LIBPROV_CHAIN_INTERVAL_ORDER_H_
#define LIBPROV_CHAIN_INTERVAL_ORDER_H_

#include <cstdint>
#include <span>
#include <vector>

#include "libprov/corpus/date.h"

namespace prov {

// [earliest, latest] in seconds; an instant if they are equal.
struct DateStretch {
  int64_t earliest = 0;
  int64_t latest = 0;
  double weight = 1;
};

// One or more; the weights add up to 1.
using PossibleDates = std::vector<DateStretch>;

// What a date says, taken at its word.  REQUIRES: its grade is not kNone.
PossibleDates AsPrinted(const DateInterval& date);

// In [0, 1].
double ProbabilityBefore(const PossibleDates& a, const PossibleDates& b);
// The same as printed.  REQUIRES: neither grade is kNone.
double ProbabilityBefore(const DateInterval& a, const DateInterval& b);

// Whether `a` is before `b` whatever their true moments are: the interval
// order.  Never true of a date that is not known.  Irreflexive and transitive.
bool IsBefore(const DateInterval& a, const DateInterval& b);

// The minimal elements of the interval order, ascending: none of the dates is
// before theirs.  What is not known is always one of them.
std::vector<size_t> MinimalElements(std::span<const DateInterval> dates);

// Of each, the probability that it is before all others; they add up to 1.
// O(n^2) in the stretches up to 31 dates, O(n^3) past that.
std::vector<double> ProbabilitiesFirst(std::span<const PossibleDates> dates);
// The same as printed; cheaper, as only the minimal elements are looked at.
// REQUIRES: no grade is kNone.
std::vector<double> ProbabilitiesFirst(std::span<const DateInterval> dates);

}  // namespace prov

#endif  // LIBPROV_CHAIN_INTERVAL_ORDER_H_
