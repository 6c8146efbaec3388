// prov-show --pair: two documents as one text, with what only one of them has
// marked in place.

#ifndef TOOLS_CLI_SHOW_PAIR_H_
#define TOOLS_CLI_SHOW_PAIR_H_

#include <string>

#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "tools/cli/visible.h"

namespace prov::cli {

// NotFound if a key is of no document.
absl::StatusOr<std::string> ShowPair(const std::string& key_a,
                                     const std::string& key_b, Corpus& corpus,
                                     Colour colour, unsigned threads);

}  // namespace prov::cli

#endif  // TOOLS_CLI_SHOW_PAIR_H_
