#include "libprov/corpus/document_table.h"

#include <algorithm>
#include <utility>

namespace prov {

std::string_view DocumentTable::key(DocumentId document) const {
  if (!keys_.empty()) {
    if (const auto found = keys_.find(document); found != keys_.end()) {
      return found->second;
    }
  }
  return id(document);
}

std::string_view DocumentTable::id(DocumentId document) const {
  const DocumentRow& row = (*this)[document];
  return std::string_view(id_arenas_[row.id_begin / kArenaBytes])
      .substr(row.id_begin % kArenaBytes, row.id_length);
}

void DocumentTable::Append(DocumentRow row, std::string_view id,
                           std::string_view outlet) {
  // An id longer than an arena gets one of its own.  An arena is never filled
  // to the brim: even an empty id has to begin inside one.
  if (id_arenas_.empty() ||
      id_arenas_.back().size() + id.size() >= kArenaBytes) {
    id_arenas_.emplace_back().reserve(std::max(kArenaBytes, id.size()));
  }
  row.id_begin =
      (id_arenas_.size() - 1) * kArenaBytes + id_arenas_.back().size();
  row.id_length = static_cast<uint32_t>(id.size());
  id_arenas_.back().append(id);

  const std::string name(outlet);
  const auto [entry, is_new] =
      outlets_.try_emplace(name, static_cast<uint32_t>(outlet_names_.size()));
  if (is_new) outlet_names_.push_back(name);
  row.outlet = entry->second;

  if (size_ % kSegmentRows == 0) {
    segments_.push_back(std::make_unique<DocumentRow[]>(kSegmentRows));
  }
  segments_.back()[size_ % kSegmentRows] = row;
  ++size_;
}

void DocumentTable::SetKey(DocumentId document, std::string key) {
  keys_[document] = std::move(key);
}

}  // namespace prov
