// What PROV forbids and findings could still say together: derivations in a
// circle, and from what came later.

#ifndef LIBPROV_LEDGER_DERIVATION_ORDER_H_
#define LIBPROV_LEDGER_DERIVATION_ORDER_H_

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "libprov/corpus/date.h"
#include "libprov/ledger/prov_document.h"

namespace prov {

// When entities were published, by name; those that are not in it have no date.
using EntityDates = absl::flat_hash_map<std::string, DateInterval>;

// Makes every derivation an alternate that lies on a circle of derivations, of
// whatever bundles, or whose used entity was surely published after the
// generated one: that they are of one another's words stays said, the direction
// does not.  Returns how many.  O(statements).
uint64_t DropUnorderedDerivations(const EntityDates& dates,
                                  ProvDocument& document);

}  // namespace prov

#endif  // LIBPROV_LEDGER_DERIVATION_ORDER_H_
