#include "libprov/corpus/key_index.h"

namespace prov {

KeyIndex KeyIndex::Of(const DocumentTable& documents) {
  KeyIndex index(documents);
  index.Reserve(documents.size());
  DocumentTable::Reader rows(documents);
  for (DocumentId document = 0; document < documents.size(); ++document) {
    index.Insert(rows.key(document), document);
  }
  return index;
}

DocumentId KeyIndex::Insert(std::string_view key, DocumentId document) {
  return *keys_.lazy_emplace(key,
                             [document](const auto& make) { make(document); });
}

std::optional<DocumentId> KeyIndex::Find(std::string_view key) const {
  const auto found = keys_.find(key);
  if (found == keys_.end()) return std::nullopt;
  return *found;
}

void KeyIndex::Erase(std::string_view key) {
  const auto found = keys_.find(key);
  if (found != keys_.end()) keys_.erase(found);
}

}  // namespace prov
