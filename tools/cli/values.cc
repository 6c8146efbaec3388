#include "tools/cli/values.h"

#include <algorithm>

#include "absl/strings/str_format.h"

namespace prov::cli {
namespace {

// "0.8123" in ten-thousandths; nothing is rounded away.
std::optional<uint32_t> ParseDecimal(std::string_view text, size_t decimals,
                                     uint32_t unit) {
  if (text.empty()) return std::nullopt;
  const size_t point = std::min(text.find('.'), text.size());
  const std::optional<uint32_t> whole =
      ParseNumber<uint32_t>(point == 0 ? "0" : text.substr(0, point));
  std::string fraction(text.substr(std::min(point + 1, text.size())));
  if (!whole.has_value() || *whole > 10000 || fraction.size() > decimals ||
      (point < text.size() && fraction.empty())) {
    return std::nullopt;
  }
  fraction.append(decimals - fraction.size(), '0');
  const std::optional<uint32_t> part =
      fraction.empty() ? 0 : ParseNumber<uint32_t>(fraction);
  if (!part.has_value()) return std::nullopt;
  return *whole * unit + *part;
}

}  // namespace

absl::Status NotA(std::string_view wanted, const std::string& text) {
  return absl::InvalidArgumentError(
      absl::StrFormat("'%s' is not %s", text, wanted));
}

absl::Status NotOneOf(const std::vector<std::string_view>& names,
                      const std::string& text) {
  std::string wanted;
  for (size_t i = 0; i < names.size(); ++i) {
    wanted += i == 0 ? "" : i + 1 == names.size() ? " or " : ", ";
    wanted += names[i];
  }
  return NotA(wanted, text);
}

absl::StatusOr<TenThousandths> ParseRatio(const std::string& text) {
  const std::optional<uint32_t> value = ParseDecimal(text, 4, 10000);
  if (value.has_value() && *value > 0 && *value <= 10000) {
    return TenThousandths{*value};
  }
  return NotA("a similarity in (0, 1] with at most four decimals", text);
}

absl::StatusOr<TenThousandths> ParseShare(const std::string& text) {
  const std::optional<uint32_t> value =
      text.ends_with('%')
          ? ParseDecimal(std::string_view(text).substr(0, text.size() - 1), 2,
                         100)
          : ParseDecimal(text, 4, 10000);
  if (value.has_value() && *value <= 10000) return TenThousandths{*value};
  return NotA("a share such as 50% or 0.5", text);
}

absl::StatusOr<uint64_t> ParseSize(const std::string& text) {
  const size_t digits = text.find_first_not_of("0123456789");
  std::string unit = digits == std::string::npos ? "" : text.substr(digits);
  if (unit.ends_with("iB")) unit.resize(unit.size() - 2);
  const int shift = unit.empty()  ? 0
                    : unit == "K" ? 10
                    : unit == "M" ? 20
                    : unit == "G" ? 30
                                  : -1;
  const std::optional<uint64_t> count =
      ParseNumber<uint64_t>(std::string_view(text).substr(0, digits));
  if (shift < 0 || !count.has_value() || *count == 0 || *count >> 32 != 0) {
    return NotA("a size such as 64M or 1G", text);
  }
  return *count << shift;
}

}  // namespace prov::cli
