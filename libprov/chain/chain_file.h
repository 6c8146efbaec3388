// Chains as findings: prov.chain/1.

#ifndef LIBPROV_CHAIN_CHAIN_FILE_H_
#define LIBPROV_CHAIN_CHAIN_FILE_H_

#include <string>

#include "libprov/base/json_writer.h"
#include "libprov/chain/chain.h"

namespace prov {

// The line, without "\n".  The name of a chain is "c" and 16 hex digits of
// SHA-256 over the keys and spans of its documents.  What is not known is null;
// `first` is null where a candidate has no date.  Flags of a chain: short,
// undated, cites-outside, clock-contradicted, citations-contradict,
// from-quotes; of a node: unmarked, date-swapped.  A passage or cluster has its
// name in `finding`.  Of whole texts `exact` and `variant` are null.
std::string ChainLine(const Chain& chain, const Coverage& coverage);

// Four decimals, truncated; what lacks no more than rounding is not lowered.
TenThousandths Truncated(double probability);

}  // namespace prov

#endif  // LIBPROV_CHAIN_CHAIN_FILE_H_
