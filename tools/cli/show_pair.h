// prov-show --pair: two documents as one text, with what only one of them has
// marked in place.

#ifndef TOOLS_CLI_SHOW_PAIR_H_
#define TOOLS_CLI_SHOW_PAIR_H_

#include <string>
#include <vector>

#include "libprov/base/status.h"

namespace prov::cli {

enum class Colour : unsigned char { kNo, kYes };

// Prints to stdout.  NotFound if a key is of no document.
absl::Status ShowPair(const std::string& key_a, const std::string& key_b,
                      const std::vector<std::string>& paths, Colour colour,
                      unsigned threads);

}  // namespace prov::cli

#endif  // TOOLS_CLI_SHOW_PAIR_H_
