// The keys of documents whose ids repeat.  Such documents are few in most
// corpora and nearly all in some, so they are kept as a sorted set, which may
// spill, and taken by groups.
//
// Tested by corpus_keys_test.cc.

#include <algorithm>
#include <compare>
#include <functional>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libprov/corpus/corpus.h"
#include "libprov/corpus/key_index.h"
#include "libprov/store/sorted_set.h"

namespace prov {
namespace {

constexpr uint64_t kKeyParts = 16;  // Of a budget.

// A document whose key others have too, in an order that brings these together.
struct RepeatedKey {
  uint64_t hash = 0;  // Of the key.
  DocumentId document = 0;
  friend auto operator<=>(const RepeatedKey&, const RepeatedKey&) = default;
};

// The documents that carry one key each time, ascending.
using KeyGroups = std::map<std::string, std::vector<DocumentId>, std::less<>>;

// Calls `visit` with the documents of each key, those of equal hashes at once.
absl::Status ForEachGroup(SortedSet<RepeatedKey>& repeated,
                          const DocumentTable& documents,
                          absl::FunctionRef<absl::Status(KeyGroups)> visit) {
  KeyGroups groups;
  uint64_t hash = 0;
  PROV_RETURN_IF_ERROR(
      repeated.ForEach([&](const RepeatedKey& key) -> absl::Status {
        if (!groups.empty() && key.hash != hash) {
          PROV_RETURN_IF_ERROR(visit(std::exchange(groups, {})));
        }
        hash = key.hash;
        groups[documents.key(key.document)].push_back(key.document);
        return absl::OkStatus();
      }));
  return groups.empty() ? absl::OkStatus() : visit(std::move(groups));
}

}  // namespace

// Where several records carry one key, each gets a rank: its place in the order
// of SHA-256(record).  A key so made may be another record's id; those two are
// then ranked in their turn, and so on until all keys differ.  Every such turn
// takes its id from one more record, so there are no more turns than records.
absl::Status Corpus::AssignKeys(DocumentId begin, DocumentId end,
                                const SpillVector<Sha256Digest>& digests,
                                const MemoryBudget& memory) {
  // The documents that are the only one with their key.
  KeyIndex holders(documents_);
  holders.Reserve(end - begin);
  SortedSet<RepeatedKey> repeated(memory.Share(kKeyParts));
  DocumentTable::Reader rows(documents_);
  for (DocumentId document = begin; document < end; ++document) {
    const std::string_view key = rows.key(document);
    const DocumentId holder = holders.Insert(key, document);
    if (holder == document) continue;
    const uint64_t hash = Hash64(key);
    repeated.Add({.hash = hash, .document = holder});
    repeated.Add({.hash = hash, .document = document});
  }
  uint64_t groups = 0;
  std::string least;
  std::pair<DocumentId, DocumentId> with_least;
  auto let_go = [&](const KeyGroups& equal) {
    for (const auto& [id, group] : equal) {
      holders.Erase(id);
      if (groups++ > 0 && id >= least) continue;
      least = id;
      with_least = {group[0], group[1]};
    }
    return absl::OkStatus();
  };
  KeyGroups collided;
  auto rank = [&](const KeyGroups& equal) -> absl::Status {
    for (const auto& [id, group] : equal) {
      PROV_ASSIGN_OR_RETURN(const std::vector<DocumentId> ranked,
                            Rank(group, digests));
      for (size_t i = 0; i < ranked.size(); ++i) {
        const std::string key = absl::StrCat(id, "#", i + 1);
        if (const auto holder = holders.Find(key); holder.has_value()) {
          collided[key] = {*holder, ranked[i]};
          holders.Erase(key);
        }
        documents_.SetKey(ranked[i], key);
      }
    }
    return absl::OkStatus();
  };
  PROV_RETURN_IF_ERROR(ForEachGroup(repeated, documents_, let_go));
  if (unique_ids_ && groups > 0 && end <= first_document(num_own_inputs_)) {
    return RefuseRepeatedId(with_least.first, with_least.second);
  }
  if (repeated_ids_ == 0) repeated_id_ = least;
  repeated_ids_ += groups;
  PROV_RETURN_IF_ERROR(ForEachGroup(repeated, documents_, rank));
  while (!collided.empty()) {
    PROV_RETURN_IF_ERROR(rank(std::exchange(collided, {})));
  }
  return absl::OkStatus();
}

absl::Status Corpus::RefuseRepeatedId(DocumentId a, DocumentId b) const {
  return absl::InvalidArgumentError(absl::StrFormat(
      "%s: id '%s' is also that of %s; make ids differ, or leave out "
      "--unique-ids to have them told apart by rank",
      PlaceName(documents_[b].place), documents_.id(b),
      PlaceName(documents_[a].place)));
}

absl::StatusOr<std::vector<DocumentId>> Corpus::Rank(
    const std::vector<DocumentId>& group,
    const SpillVector<Sha256Digest>& record_digests) const {
  std::vector<std::pair<Sha256Digest, DocumentId>> digests;
  std::string bytes;
  for (const DocumentId document : group) {
    if (!record_digests.empty()) {
      digests.emplace_back(record_digests[document], document);
      continue;
    }
    PROV_RETURN_IF_ERROR(ReadRecord(document, bytes));
    digests.emplace_back(Sha256(std::string_view(bytes).substr(
                             0, documents_[document].place.length)),
                         document);
  }
  std::ranges::sort(digests);
  std::vector<DocumentId> ranked;
  for (const auto& [digest, document] : digests) ranked.push_back(document);
  return ranked;
}

}  // namespace prov
