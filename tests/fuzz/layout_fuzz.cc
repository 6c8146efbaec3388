// Lines as the runs of a layout: each is refused or reads back as it stood, and
// a layout has as many lines of each source as its runs together.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libprov/dedupe/layout.h"
#include "tests/fuzz/memory_file.h"

namespace {

// Lines by source, literal bytes as if they were lines; no sum goes round.
struct Sums {
  std::array<uint64_t, 256> lines{};

  void Add(const prov::LayoutRun& run) {
    uint64_t& sum = lines[static_cast<unsigned char>(run.source)];
    const uint64_t more = run.lines + run.literal.size();
    sum = sum + more < sum ? ~uint64_t{0} : sum + more;
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  prov::Layout layout;
  Sums added;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const auto run = prov::ParseLayoutRun(line);
    if (!run.ok()) continue;
    Require(prov::ToString(*run) == line);
    added.Add(*run);
    layout.Add(*run);
  }
  Sums joined;
  for (size_t i = 0; i < layout.runs().size(); ++i) {
    joined.Add(layout.runs()[i]);
    Require(i == 0 || layout.runs()[i - 1].source != layout.runs()[i].source);
  }
  Require(joined.lines == added.lines);
  return 0;
}
