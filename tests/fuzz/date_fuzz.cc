// Any text is a date or none; a date's bounds are in order, can be printed,
// and are read back as they were.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "libprov/corpus/date.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto date = prov::ParseDate(
      std::string_view(reinterpret_cast<const char*>(data), size));
  if (!date) return 0;
  const bool holds = date->grade != prov::DateGrade::kNone &&
                     date->earliest <= date->latest &&
                     prov::ParseDate(prov::ToRfc3339(date->earliest)) ==
                         prov::DateFromEpoch(date->earliest) &&
                     prov::ParseDate(prov::ToRfc3339(date->latest)) ==
                         prov::DateFromEpoch(date->latest) &&
                     prov::ToJson(*date) != "null";
  if (!holds) std::abort();
  return 0;
}
