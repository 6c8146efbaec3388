#include "libprov/sketch/signature_params.h"

#include <charconv>
#include <cstdint>
#include <string>

#include "absl/strings/str_format.h"
#include "libprov/text/unicode_tables.h"

namespace prov {
namespace {

template <typename T>
absl::StatusOr<T> Number(const Params& params, const char* name) {
  const auto found = params.find(name);
  T number = 0;
  if (found != params.end()) {
    const std::string& text = found->second;
    const auto [rest, error] =
        std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && rest == text.data() + text.size()) {
      return number;
    }
  }
  return absl::InvalidArgumentError(
      absl::StrFormat("parameter '%s' is missing or not a number", name));
}

}  // namespace

void AddParams(const ShingleParams& shingle, const SketchParams& sketch,
               Params& params) {
  params["unicode"] = kUnicodeVersion;
  params["shingle_width"] = std::to_string(shingle.width_tokens);
  params["signature"] = "one-permutation/1";
  params["slots"] = std::to_string(sketch.num_slots);
  params["seed"] = std::to_string(sketch.seed);
}

absl::StatusOr<ShingleParams> ShingleParamsFrom(const Params& params) {
  ShingleParams shingle;
  PROV_ASSIGN_OR_RETURN(shingle.width_tokens,
                        Number<uint32_t>(params, "shingle_width"));
  PROV_RETURN_IF_ERROR(Validate(shingle));
  return shingle;
}

absl::StatusOr<SketchParams> SketchParamsFrom(const Params& params) {
  SketchParams sketch;
  PROV_ASSIGN_OR_RETURN(sketch.num_slots, Number<uint32_t>(params, "slots"));
  PROV_ASSIGN_OR_RETURN(sketch.seed, Number<uint64_t>(params, "seed"));
  PROV_RETURN_IF_ERROR(Sketcher::Create(sketch).status());
  return sketch;
}

}  // namespace prov
