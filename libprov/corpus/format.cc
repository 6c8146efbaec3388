#include "libprov/corpus/format.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"

namespace prov {
namespace {

constexpr auto kNames =
    std::to_array<std::string_view>({"jsonl", "csv", "tsv", "text"});

constexpr auto kSuffixes = std::to_array<std::pair<std::string_view, Format>>(
    {{".jsonl", Format::kJsonLines},
     {".ndjson", Format::kJsonLines},
     {".json", Format::kJsonLines},
     {".csv", Format::kCsv},
     {".tsv", Format::kTsv},
     {".txt", Format::kText}});

}  // namespace

std::string_view ToString(Format format) {
  return kNames[static_cast<size_t>(format)];
}

std::optional<Format> ParseFormat(std::string_view name) {
  const auto* const found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Format>(found - kNames.begin());
}

std::optional<Format> FormatNamed(std::string_view path) {
  std::string name(path);
  absl::AsciiStrToLower(&name);
  std::string_view rest = name;
  for (const std::string_view packed : {".gz", ".zst"}) {
    if (!rest.ends_with(packed)) continue;
    rest.remove_suffix(packed.size());
    break;
  }
  for (const auto& [suffix, format] : kSuffixes) {
    if (rest.ends_with(suffix)) return format;
  }
  return std::nullopt;
}

}  // namespace prov
