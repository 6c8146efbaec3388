// As ranks are in the order of digests and those of the dropped records are
// known, the record that a key id#rank names is tried first, so that a corpus
// in which all ids are the same takes no quadratic time.  The id may have been
// a ranked key itself (id#2#1); then all records of the id are tried.
//
// Tested by restore_test.cc.

#include "libprov/dedupe/kept_records.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/hash.h"
#include "libprov/corpus/documents.h"

namespace prov {
namespace {

// More are hardly meant, and each may have to be read for each drop.
constexpr size_t kMovedTextsTried = 16;

struct RankedKey {
  std::string_view id;
  uint64_t rank = 0;  // 0 if the key has none.
};

// The parts of a key `id#rank`, if that is what it is.
std::optional<RankedKey> ParseRankedKey(std::string_view key) {
  const size_t hash = key.rfind('#');
  if (hash == std::string_view::npos) return std::nullopt;
  RankedKey ranked{.id = key.substr(0, hash)};
  const char* const end = key.data() + key.size();
  const auto [rest, error] =
      std::from_chars(key.data() + hash + 1, end, ranked.rank);
  if (error != std::errc() || rest != end || ranked.rank == 0) {
    return std::nullopt;
  }
  return ranked;
}

// The last part of a path.
std::string_view NameOf(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// Bytes that two paths end with.
size_t SharedEnd(std::string_view a, std::string_view b) {
  const auto [end_a, end_b] =
      std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend());
  return static_cast<size_t>(end_a - a.rbegin());
}

}  // namespace

absl::StatusOr<KeptRecords> KeptRecords::Open(
    const std::vector<InputSpec>& kept, const std::vector<std::string>& archive,
    const ReadOptions& options) {
  KeptRecords records;
  std::vector<InputSpec> archived;
  for (const std::string& path : archive) {
    archived.push_back(SpecOf(path, options));
  }
  PROV_ASSIGN_OR_RETURN(records.corpus_, Corpus::Open(kept, archived, options));
  return records;
}

absl::Status KeptRecords::Index(const std::string& dropped_path,
                                const std::vector<InputShape>& inputs) {
  PROV_RETURN_IF_ERROR(ScanDocuments(
      corpus_,
      {.max_record_bytes = uint64_t{1} << 31, .collect_rejects = true}));
  const DocumentTable& documents = corpus_.documents();
  for (DocumentId document = 0; document < documents.size(); ++document) {
    SameId& same = records_of_id_[std::string(documents.id(document))];
    same.records.push_back(document);
    if (document < corpus_.first_document(corpus_.num_own_inputs()))
      ++same.num_own;
    const uint32_t input = documents[document].place.input;
    if (input >= corpus_.num_own_inputs() &&
        corpus_.sources()[input].format == Format::kText) {
      texts_of_name_[std::string(NameOf(documents.id(document)))].push_back(
          document);
    }
  }
  if (records_of_id_.size() == documents.size()) return absl::OkStatus();
  return RankSameIds(dropped_path, inputs);
}

absl::Status KeptRecords::RankSameIds(const std::string& dropped_path,
                                      const std::vector<InputShape>& inputs) {
  std::string bytes;
  for (auto& [id, same] : records_of_id_) {
    if (same.records.size() == 1) continue;
    std::vector<std::tuple<bool, Sha256Digest, DocumentId>> order;
    for (size_t i = 0; i < same.records.size(); ++i) {
      PROV_ASSIGN_OR_RETURN(const std::string_view record,
                            Record(same.records[i], bytes));
      order.emplace_back(i >= same.num_own, Sha256(record), same.records[i]);
    }
    std::ranges::sort(order);
    std::ranges::transform(order, same.records.begin(), [](const auto& ranked) {
      return std::get<DocumentId>(ranked);
    });
  }
  PROV_RETURN_IF_ERROR(
      ForEachDrop(dropped_path, inputs, [this](const DropLine& drop) {
        const std::optional<RankedKey> key = ParseRankedKey(drop.key);
        if (!key.has_value()) return absl::OkStatus();
        const auto found = records_of_id_.find(std::string(key->id));
        if (found != records_of_id_.end()) {
          found->second.dropped_ranks.push_back(key->rank);
        }
        return absl::OkStatus();
      }));
  for (auto& [id, same] : records_of_id_) std::ranges::sort(same.dropped_ranks);
  return absl::OkStatus();
}

absl::StatusOr<std::string_view> KeptRecords::Record(DocumentId document,
                                                     std::string& bytes) const {
  PROV_RETURN_IF_ERROR(corpus_.ReadRecord(document, bytes));
  return std::string_view(bytes).substr(
      0, corpus_.documents()[document].place.length);
}

absl::StatusOr<std::string> KeptRecords::TryRecords(const DropLine& drop,
                                                    std::string_view id,
                                                    uint64_t rank) const {
  const auto found = records_of_id_.find(std::string(id));
  if (found == records_of_id_.end()) return absl::NotFoundError("");
  const SameId& same = found->second;
  std::vector<DocumentId> likely;
  if (rank > 0) {
    const auto lower = std::ranges::lower_bound(same.dropped_ranks, rank);
    const auto dropped =
        static_cast<uint64_t>(lower - same.dropped_ranks.begin());
    for (const uint64_t place : {rank - 1 - dropped, same.num_own + rank - 1}) {
      if (place < same.records.size()) likely.push_back(same.records[place]);
    }
  }
  absl::StatusOr<std::string> record = TryEach(drop, likely);
  if (!absl::IsNotFound(record.status())) return record;
  return TryEach(drop, same.records);
}

absl::StatusOr<std::string> KeptRecords::TryEach(
    const DropLine& drop, std::span<const DocumentId> records) const {
  std::string bytes;
  for (const DocumentId document : records) {
    PROV_ASSIGN_OR_RETURN(const std::string_view kept, Record(document, bytes));
    absl::StatusOr<std::string> record =
        ApplyDelta(kept, drop.delta, drop.length);
    if (record.ok() && Hex(Sha256(*record)) == drop.sha256) return record;
  }
  return absl::NotFoundError("");
}

absl::StatusOr<std::string> KeptRecords::TryMovedTexts(
    const DropLine& drop) const {
  const auto found = texts_of_name_.find(std::string(NameOf(drop.kept)));
  if (found == texts_of_name_.end()) return absl::NotFoundError("");
  std::vector<DocumentId> texts = found->second;
  std::ranges::stable_sort(
      texts, std::ranges::greater(), [this, &drop](DocumentId document) {
        return SharedEnd(corpus_.documents().id(document), drop.kept);
      });
  if (texts.size() > kMovedTextsTried) texts.resize(kMovedTextsTried);
  return TryEach(drop, texts);
}

absl::StatusOr<std::string> KeptRecords::Restore(const DropLine& drop) const {
  // The key may be an id as it stands; whatever rank it ends with.
  for (std::optional<RankedKey> key = RankedKey{.id = drop.kept};
       key.has_value(); key = ParseRankedKey(key->id)) {
    absl::StatusOr<std::string> record = TryRecords(drop, key->id, key->rank);
    if (record.ok() || !absl::IsNotFound(record.status())) return record;
  }
  absl::StatusOr<std::string> record = TryMovedTexts(drop);
  if (record.ok() || !absl::IsNotFound(record.status())) return record;
  return absl::DataLossError(absl::StrFormat(
      "record '%s' cannot be had back: no kept record '%s' gives the bytes "
      "with SHA-256 %s",
      drop.key, drop.kept, drop.sha256));
}

}  // namespace prov
