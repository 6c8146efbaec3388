// How scores are written: four decimals, rounded so that no figure flatters.
// A score is rounded down (1.0000 means all of them), an interval outwards.

#ifndef LIBPROV_SCORE_FIGURES_H_
#define LIBPROV_SCORE_FIGURES_H_

#include <optional>
#include <string>
#include <string_view>

#include "libprov/base/json_writer.h"
#include "libprov/score/wilson.h"

namespace prov {

// "0.9912", "-0.0341".  A value within 1e-9 of the next decimal counts as that
// decimal, so that sums of floating point numbers do not lose one.
std::string RoundedDown(double value);
std::string RoundedUp(double value);

// Harmonic mean; 0 if both are 0.
double HarmonicMean(double a, double b);

// Of precision and recall; nullopt if either counts nothing.
std::optional<double> F1(const Proportion& precision, const Proportion& recall);

// As the next member: a number, or null for what could not be measured.
void WriteScore(JsonWriter& json, std::string_view name,
                std::optional<double> value);

// {"value":0.9911,"low":0.9515,"high":0.9985,"hits":112,"of":113}; value, low
// and high are null if nothing was counted.
void WriteProportion(JsonWriter& json, std::string_view name,
                     const Proportion& proportion);

// "0.9911", "-" for what could not be measured; "0.9515 to 0.9985".
std::string ScoreText(std::optional<double> value);
std::string ScoreText(const Proportion& proportion);
std::string IntervalText(const Proportion& proportion);

}  // namespace prov

#endif  // LIBPROV_SCORE_FIGURES_H_
