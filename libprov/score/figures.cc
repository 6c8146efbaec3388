#include "libprov/score/figures.h"

#include <cmath>

#include "absl/strings/str_format.h"

namespace prov {
namespace {

constexpr double kUnits = 10000;
constexpr double kSlack = 1e-9 * kUnits;

std::string Decimals(double units) {
  // No "-0.0000".
  return absl::StrFormat("%.4f", units == 0 ? 0.0 : units / kUnits);
}

}  // namespace

std::string RoundedDown(double value) {
  return Decimals(std::floor(value * kUnits + kSlack));
}

std::string RoundedUp(double value) {
  return Decimals(std::ceil(value * kUnits - kSlack));
}

double HarmonicMean(double a, double b) {
  return a + b > 0 ? 2 * a * b / (a + b) : 0;
}

std::optional<double> F1(const Proportion& precision,
                         const Proportion& recall) {
  if (precision.of == 0 || recall.of == 0) return std::nullopt;
  return HarmonicMean(precision.value(), recall.value());
}

void WriteScore(JsonWriter& json, std::string_view name,
                std::optional<double> value) {
  json.Key(name).Raw(value.has_value() ? RoundedDown(*value) : "null");
}

void WriteProportion(JsonWriter& json, std::string_view name,
                     const Proportion& proportion) {
  const Interval interval = Wilson95(proportion);
  const bool counted = proportion.of > 0;
  json.Key(name).BeginObject();
  json.Key("value").Raw(
      counted ? ToString(Ratio(proportion.hits, proportion.of)) : "null");
  json.Key("low").Raw(counted ? RoundedDown(interval.low) : "null");
  json.Key("high").Raw(counted ? RoundedUp(interval.high) : "null");
  json.Member("hits", proportion.hits).Member("of", proportion.of).EndObject();
}

std::string ScoreText(std::optional<double> value) {
  return value.has_value() ? RoundedDown(*value) : "-";
}

std::string ScoreText(const Proportion& proportion) {
  return proportion.of > 0 ? ToString(Ratio(proportion.hits, proportion.of))
                           : "-";
}

std::string IntervalText(const Proportion& proportion) {
  if (proportion.of == 0) return "-";
  const Interval interval = Wilson95(proportion);
  return RoundedDown(interval.low) + " to " + RoundedUp(interval.high);
}

}  // namespace prov
