#include "libprov/cluster/drop_rules.h"

#include <algorithm>
#include <cstdint>

namespace prov {

bool DropRules::MayDrop(DocumentId kept, DocumentId dropped) const {
  const DocumentRow& a = documents_[kept];
  const DocumentRow& b = documents_[dropped];
  if (IsAlone(kept) || IsAlone(dropped)) return false;
  if (IsArchived(kept) && IsArchived(dropped)) return false;
  return InScope(a, b) &&
         (params_.revisions == Revisions::kCollapse || !IsRevision(a, b)) &&
         WithinWindow(a.published, b.published) &&
         (exemptions_.refuted.empty() ||
          !exemptions_.refuted.contains({kept, dropped}));
}

bool DropRules::InScope(const DocumentRow& a, const DocumentRow& b) const {
  switch (params_.scope) {
    case Scope::kAll:
      return true;
    case Scope::kAcrossOutlets:
      return a.outlet != b.outlet;
    case Scope::kWithinOutlet:
      return a.outlet == b.outlet;
  }
  return false;
}

bool DropRules::IsRevision(const DocumentRow& a, const DocumentRow& b) const {
  return a.outlet == b.outlet && a.url_hash != 0 && a.url_hash == b.url_hash &&
         a.tokens_hash != b.tokens_hash;
}

bool DropRules::WithinWindow(const DateInterval& a,
                             const DateInterval& b) const {
  if (!params_.window_seconds.has_value()) return true;
  const int64_t gap = std::max(a.earliest - b.latest, b.earliest - a.latest);
  return gap <= *params_.window_seconds;
}

}  // namespace prov
