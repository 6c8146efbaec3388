#include "libprov/dedupe/layout.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "absl/strings/str_format.h"

namespace prov {

void Layout::Add(LayoutRun run) {
  if (runs_.empty() || runs_.back().source != run.source) {
    runs_.push_back(std::move(run));
    return;
  }
  // A sum that went round would be of a file that lies, and look right.
  uint64_t& lines = runs_.back().lines;
  lines += std::min(run.lines, std::numeric_limits<uint64_t>::max() - lines);
  runs_.back().literal += run.literal;
}

void Layout::AddLine(LayoutRun::Source source) {
  Add({.source = source, .lines = 1});
}

void Layout::AddBytes(LayoutRun::Source source, uint64_t bytes) {
  if (bytes > 0) Add({.source = source, .lines = bytes});
}

void Layout::AddLiteral(std::string_view bytes) {
  if (bytes.empty()) return;
  Add({.source = LayoutRun::Source::kLiteral, .literal = std::string(bytes)});
}

void Layout::Append(const Layout& next) {
  for (const LayoutRun& run : next.runs_) Add(run);
}

std::string ToString(const LayoutRun& run) {
  std::string text(1, static_cast<char>(run.source));
  return text + (run.source == LayoutRun::Source::kLiteral
                     ? run.literal
                     : std::to_string(run.lines));
}

absl::StatusOr<LayoutRun> ParseLayoutRun(std::string_view text) {
  const std::string_view rest = text.substr(text.empty() ? 0 : 1);
  for (const LayoutRun::Source source :
       {LayoutRun::Source::kKept, LayoutRun::Source::kKeptBytes,
        LayoutRun::Source::kDropped, LayoutRun::Source::kRejected,
        LayoutRun::Source::kRejectedBytes, LayoutRun::Source::kLiteral}) {
    if (text.empty() || text.front() != static_cast<char>(source)) continue;
    LayoutRun run{.source = source};
    if (source == LayoutRun::Source::kLiteral) {
      run.literal = rest;
      return run;
    }
    const auto [end, error] =
        std::from_chars(rest.data(), rest.data() + rest.size(), run.lines);
    const bool padded = rest.size() > 1 && rest.front() == '0';
    if (error == std::errc() && end == rest.data() + rest.size() && !padded) {
      return run;
    }
  }
  return absl::InvalidArgumentError(
      absl::StrFormat("'%s' is no run of a layout", text));
}

}  // namespace prov
