// What options take: numbers, shares, sizes, one of several words.  Errors are
// InvalidArgument "'x' is not ...".

#ifndef TOOLS_CLI_VALUES_H_
#define TOOLS_CLI_VALUES_H_

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "libprov/base/json_writer.h"
#include "libprov/base/status.h"

namespace prov::cli {

// All of the text, as a number.
template <typename T>
std::optional<T> ParseNumber(std::string_view text) {
  T number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || rest != end) return std::nullopt;
  return number;
}

// "0.8" with at most four decimals, in (0, 1].
absl::StatusOr<TenThousandths> ParseRatio(const std::string& text);
// "50%" or "0.5", in [0, 1].
absl::StatusOr<TenThousandths> ParseShare(const std::string& text);
// "16M", "64KiB", "1G": bytes, binary units.
absl::StatusOr<uint64_t> ParseSize(const std::string& text);

absl::Status NotA(std::string_view wanted, const std::string& text);
// "'x' is not a, b or c".
absl::Status NotOneOf(const std::vector<std::string_view>& names,
                      const std::string& text);

}  // namespace prov::cli

#endif  // TOOLS_CLI_VALUES_H_
