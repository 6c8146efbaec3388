// The order of documents by their keys, byte by byte; where two keys are equal,
// as they may be across an archive, by their numbers.
//
// Keys in memory are compared as they are.  Where some lie in TMPDIR each
// document gets its rank beforehand, by an external sort of 32 bytes of the
// keys at a time: four bytes a document, O(n log n) for each 32 bytes that keys
// have in common.

#ifndef LIBPROV_CORPUS_KEY_ORDER_H_
#define LIBPROV_CORPUS_KEY_ORDER_H_

#include <cstdint>
#include <vector>

#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/corpus/document_table.h"

namespace prov {

// Refers to the table.  Immutable.
class KeyOrder {
 public:
  static absl::StatusOr<KeyOrder> Create(const DocumentTable& documents,
                                         const MemoryBudget& memory);

  bool Less(DocumentId a, DocumentId b) const {
    return ranks_.empty() ? LessByKeys(a, b) : ranks_[a] < ranks_[b];
  }

 private:
  explicit KeyOrder(const DocumentTable& documents) : documents_(&documents) {}

  bool LessByKeys(DocumentId a, DocumentId b) const;

  const DocumentTable* documents_;
  std::vector<uint32_t> ranks_;  // Empty where keys are in memory.
};

}  // namespace prov

#endif  // LIBPROV_CORPUS_KEY_ORDER_H_
