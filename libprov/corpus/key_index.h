// Documents by their keys: a set of document numbers, five to ten bytes each,
// that looks keys up in the table.

#ifndef LIBPROV_CORPUS_KEY_INDEX_H_
#define LIBPROV_CORPUS_KEY_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "libprov/base/hash.h"
#include "libprov/corpus/document_table.h"

namespace prov {

// Refers to the table.  What it holds must keep its key.
class KeyIndex {
 public:
  explicit KeyIndex(const DocumentTable& documents)
      : keys_(0, Hash{&documents}, Equal{&documents}) {}

  // An index of all documents; of several with one key, the first.
  static KeyIndex Of(const DocumentTable& documents);

  void Reserve(size_t documents) { keys_.reserve(documents); }

  // Returns the document of that key, which is `document` if there was none.
  // REQUIRES: it is the key of the document.
  DocumentId Insert(std::string_view key, DocumentId document);

  std::optional<DocumentId> Find(std::string_view key) const;

  void Erase(std::string_view key);

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(DocumentId document) const {
      return Hash64(documents->key(document));
    }
    size_t operator()(std::string_view key) const { return Hash64(key); }
    const DocumentTable* documents;
  };
  struct Equal {
    using is_transparent = void;
    bool operator()(DocumentId a, DocumentId b) const { return a == b; }
    bool operator()(DocumentId a, std::string_view b) const {
      return documents->HasKey(a, b);
    }
    const DocumentTable* documents;
  };

  absl::flat_hash_set<DocumentId, Hash, Equal> keys_;
};

}  // namespace prov

#endif  // LIBPROV_CORPUS_KEY_INDEX_H_
