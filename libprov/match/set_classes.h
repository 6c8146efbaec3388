// Documents in classes of equal shingle sets, merged as such pairs turn up; the
// first of a class is its document with the least key.

#ifndef LIBPROV_MATCH_SET_CLASSES_H_
#define LIBPROV_MATCH_SET_CLASSES_H_

#include <numeric>
#include <utility>
#include <vector>

#include "libprov/corpus/document_table.h"
#include "libprov/corpus/key_order.h"

namespace prov {

// Refers to `keys`.
class SetClasses {
 public:
  // Each document is a class of its own.
  SetClasses(const KeyOrder& keys, size_t documents)
      : keys_(keys), parent_(documents) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }

  DocumentId First(DocumentId document) {
    while (parent_[document] != document) {
      parent_[document] = parent_[parent_[document]];
      document = parent_[document];
    }
    return document;
  }

  void Merge(DocumentId a, DocumentId b) {
    a = First(a);
    b = First(b);
    if (a == b) return;
    if (keys_.Less(b, a)) std::swap(a, b);
    parent_[b] = a;
  }

 private:
  const KeyOrder& keys_;
  std::vector<DocumentId> parent_;
};

}  // namespace prov

#endif  // LIBPROV_MATCH_SET_CLASSES_H_
