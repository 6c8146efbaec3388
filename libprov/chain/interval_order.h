// Which of several documents came first, as far as their dates tell.
//
// A date is an interval, and the true moment is taken to be anywhere in it with
// the same probability, each document by itself.  06/04/2017 (grade D) is two
// days, one as likely as the other, and nothing in between.  Then, with the
// survival function S_B(x) = P(B after x) and its antiderivative G_B,
//
//   P(A before B) = (G_B(a2) - G_B(a1)) / (a2 - a1),    A in [a1, a2],
//
// in closed form; two equal instants count half each way, so that P(A before B)
// + P(B before A) = 1.  First of all n,
//
//   P(i first) = integral of f_i(x) * product of S_j(x), j != i,
//
// which is no product of pairs.  Between two neighbouring bounds the integrand
// is a polynomial of degree below n; Gauss-Legendre quadrature with 16 points
// is exact up to degree 31, and where more intervals overlap the stretch is cut
// in as many parts as keep the error under 1e-9.
//
// Dates that their source has wrong are not thought of here: order by other
// evidence outranks that by clocks (chain.h).

#ifndef LIBPROV_CHAIN_INTERVAL_ORDER_H_
#define LIBPROV_CHAIN_INTERVAL_ORDER_H_

#include <span>
#include <vector>

#include "libprov/corpus/date.h"

namespace prov {

// In [0, 1].  REQUIRES: neither grade is kNone.
double ProbabilityBefore(const DateInterval& a, const DateInterval& b);

// Whether `a` is before `b` whatever their true moments are: the interval
// order.  Never true of a date that is not known.  Irreflexive and transitive.
bool IsBefore(const DateInterval& a, const DateInterval& b);

// The minimal elements of the interval order, ascending: none of the dates is
// before theirs.  What is not known is always one of them.
std::vector<size_t> MinimalElements(std::span<const DateInterval> dates);

// Of each, the probability that it is before all others; they add up to 1.
// O(n log n + m^2) for m minimal elements, up to 31, O(m^3) past that.
// REQUIRES: no grade is kNone.
std::vector<double> ProbabilitiesFirst(std::span<const DateInterval> dates);

}  // namespace prov

#endif  // LIBPROV_CHAIN_INTERVAL_ORDER_H_
