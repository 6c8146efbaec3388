// Inputs of several parts, as targets of several files take them.

#ifndef TESTS_FUZZ_INPUT_PARTS_H_
#define TESTS_FUZZ_INPUT_PARTS_H_

#include <algorithm>
#include <string_view>

// Up to the next zero byte, which is taken off too.
inline std::string_view NextPart(std::string_view& rest) {
  const std::string_view part = rest.substr(0, rest.find('\0'));
  rest.remove_prefix(std::min(part.size() + 1, rest.size()));
  return part;
}

#endif  // TESTS_FUZZ_INPUT_PARTS_H_
