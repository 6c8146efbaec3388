// Who is preferred: a total order of documents that depends on what they say
// of themselves and not on where they stand (but for `first`).
//
//   the rule's own key; then the earlier date (undated last); then the longer
//   text; then the key, byte by byte; then, between records of equal bytes
//   under one id, the place

#ifndef LIBPROV_CLUSTER_KEEP_ORDER_H_
#define LIBPROV_CLUSTER_KEEP_ORDER_H_

#include <vector>

#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/cluster/cluster_params.h"
#include "libprov/corpus/document_table.h"
#include "libprov/corpus/key_order.h"

namespace prov {

// Sorts `documents`, the most preferred first.  O(n log n).
absl::Status SortByPreference(const DocumentTable& table, const KeyOrder& keys,
                              const ClusterParams& params,
                              const MemoryBudget& memory,
                              std::vector<DocumentId>& documents);

}  // namespace prov

#endif  // LIBPROV_CLUSTER_KEEP_ORDER_H_
