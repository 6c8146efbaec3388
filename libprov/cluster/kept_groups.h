// The documents that are kept so far, by their leader (match/twins.h), and
// where the scope tells outlets apart, by outlet as well: so that whoever looks
// for a document to be dropped for passes over none that is out of scope.

#ifndef LIBPROV_CLUSTER_KEPT_GROUPS_H_
#define LIBPROV_CLUSTER_KEPT_GROUPS_H_

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libprov/cluster/cluster_params.h"
#include "libprov/corpus/document_table.h"

namespace prov {

// Nearly every group is of one document, which then needs no list.
class KeptGroup {
 public:
  explicit KeptGroup(DocumentId first) : first_(first) {}

  // In order of preference; never empty.
  std::span<const DocumentId> documents() const {
    return all_ == nullptr ? std::span(&first_, 1) : std::span(*all_);
  }

  void Add(DocumentId document) {
    if (all_ == nullptr) {
      all_ = std::make_unique<std::vector<DocumentId>>(1, first_);
    }
    all_->push_back(document);
  }

  bool is_joined = true;  // For component linkage: all are in one component.

 private:
  DocumentId first_;
  std::unique_ptr<std::vector<DocumentId>> all_;
};

class KeptGroups {
 public:
  KeptGroups(const DocumentTable& documents, Scope scope)
      : documents_(documents), scope_(scope), has_(documents.size()) {}

  // Calls `visit` with the groups of `leader` that are in scope for `document`.
  template <typename Visit>
  void ForEach(DocumentId leader, DocumentId document, const Visit& visit) {
    if (scope_ != Scope::kAcrossOutlets) {
      KeptGroup* const group = Find(leader, OutletOf(document));
      if (group != nullptr) visit(*group);
      return;
    }
    const auto outlets = outlets_.find(leader);
    if (outlets == outlets_.end()) return;
    for (const uint32_t outlet : outlets->second) {
      if (outlet != OutletOf(document)) visit(*Find(leader, outlet));
    }
  }

  // Returns the group of the document, which is its last.
  KeptGroup& Add(DocumentId leader, DocumentId document) {
    const uint32_t outlet = OutletOf(document);
    const auto [group, is_new] =
        TableOf(leader).try_emplace(std::pair(leader, outlet), document);
    if (!is_new) group->second.Add(document);
    if (is_new && scope_ == Scope::kAcrossOutlets) {
      outlets_[leader].push_back(outlet);
    }
    has_[leader] = true;
    return group->second;
  }

  // Whether the leader has kept documents.
  bool Has(DocumentId leader) const { return has_[leader]; }

 private:
  using Table = absl::flat_hash_map<std::pair<DocumentId, uint32_t>, KeptGroup>;

  Table& TableOf(DocumentId leader) { return groups_[leader % groups_.size()]; }

  KeptGroup* Find(DocumentId leader, uint32_t outlet) {
    Table& table = TableOf(leader);
    const auto found = table.find({leader, outlet});
    return found == table.end() ? nullptr : &found->second;
  }

  uint32_t OutletOf(DocumentId document) const {
    return scope_ == Scope::kAll ? 0 : documents_[document].outlet;
  }

  const DocumentTable& documents_;
  Scope scope_;
  // Several, as a table that grows needs the memory of the old one beside it.
  std::array<Table, 16> groups_;
  // For Scope::kAcrossOutlets: those of each leader.
  absl::flat_hash_map<DocumentId, std::vector<uint32_t>> outlets_;
  std::vector<bool> has_;
};

}  // namespace prov

#endif  // LIBPROV_CLUSTER_KEPT_GROUPS_H_
