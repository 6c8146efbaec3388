#include "libprov/corpus/read_options.h"

#include <string>

#include "absl/strings/str_format.h"

namespace prov {

void AddParams(const ReadOptions& options, Params& params) {
  options.fields.AddParams(params);
  if (options.format.has_value()) {
    params["format"] = std::string(ToString(*options.format));
  }
  if (!options.manifest_sha256.empty()) {
    params["manifest_sha256"] = options.manifest_sha256;
  }
  if (options.dates.order != DateOrder::kEither) {
    params["date_order"] =
        options.dates.order == DateOrder::kDayFirst ? "dmy" : "mdy";
  }
}

absl::StatusOr<ReadOptions> ReadOptionsFrom(const Params& params) {
  ReadOptions options;
  PROV_ASSIGN_OR_RETURN(options.fields, FieldMap::FromParams(params));
  if (const auto format = params.find("format"); format != params.end()) {
    options.format = ParseFormat(format->second);
    if (!options.format.has_value()) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "parameter 'format' = '%s' is not known", format->second));
    }
  }
  if (const auto order = params.find("date_order"); order != params.end()) {
    if (order->second != "dmy" && order->second != "mdy") {
      return absl::InvalidArgumentError(absl::StrFormat(
          "parameter 'date_order' = '%s' is not known", order->second));
    }
    options.dates.order =
        order->second == "dmy" ? DateOrder::kDayFirst : DateOrder::kMonthFirst;
  }
  return options;
}

absl::Status CheckSameReading(const Params& mine, const Params& plan,
                              const std::string& plan_path) {
  const auto is_reading = [](const std::string& name) {
    return name.starts_with("field.") || name == "format" ||
           name == "date_order" || name == "manifest_sha256";
  };
  Params theirs;
  for (const auto& [name, value] : plan) {
    if (is_reading(name)) theirs[name] = value;
  }
  if (mine == theirs) return absl::OkStatus();
  std::string said;
  for (const auto& [name, value] : theirs) said += " " + name + "=" + value;
  return absl::FailedPreconditionError(absl::StrFormat(
      "%s: its documents were read with%s; give the same --format, --field, "
      "--date-order and --manifest here",
      plan_path, said.empty() ? " no options" : said));
}

}  // namespace prov
