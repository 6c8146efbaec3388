// The records that others were dropped for: those of the kept files and of the
// archive, found by their ids.
//
// A key of the form id#rank names one of several records with that id: the one
// from which the delta gives the record with the right digest.

#ifndef LIBPROV_DEDUPE_KEPT_RECORDS_H_
#define LIBPROV_DEDUPE_KEPT_RECORDS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/dedupe/drop_file.h"
#include "libprov/store/input_bytes.h"

namespace prov {

class KeptRecords {
 public:
  // Opens the files without reading them yet.
  static absl::StatusOr<KeptRecords> Open(
      const std::vector<InputSpec>& kept,
      const std::vector<std::string>& archive, const ReadOptions& options);

  // The kept files, then those of the archive.
  const std::vector<InputBytes>& files() const { return corpus_.inputs(); }
  std::span<const InputBytes> kept_files() const {
    return std::span(files()).first(corpus_.num_own_inputs());
  }

  // Reads every record, and the drops where ids repeat.
  absl::Status Index(const std::string& dropped_path,
                     const std::vector<InputShape>& inputs);

  // The dropped record.  DataLoss if no kept one gives it.
  // REQUIRES: Index() has succeeded.
  absl::StatusOr<std::string> Restore(const DropLine& drop) const;

 private:
  // The records that carry one id, in the order of SHA-256(record), those of
  // the archive last, and the ranks of the dropped ones.
  struct SameId {
    std::vector<DocumentId> records;
    size_t num_own = 0;
    std::vector<uint64_t> dropped_ranks;  // Ascending.
  };

  absl::Status RankSameIds(const std::string& dropped_path,
                           const std::vector<InputShape>& inputs);
  // A view of `bytes`.
  absl::StatusOr<std::string_view> Record(DocumentId document,
                                          std::string& bytes) const;
  // The key of a text in an archive is its path, which may be another by now:
  // tries those of the same name, the most alike paths first.
  absl::StatusOr<std::string> TryMovedTexts(const DropLine& drop) const;

  // NotFound if none of the records gives the dropped one.
  absl::StatusOr<std::string> TryEach(
      const DropLine& drop, std::span<const DocumentId> records) const;

  // NotFound if no record of `id` will do.
  absl::StatusOr<std::string> TryRecords(const DropLine& drop,
                                         std::string_view id,
                                         uint64_t rank) const;

  Corpus corpus_;
  absl::flat_hash_map<std::string, SameId> records_of_id_;
  absl::flat_hash_map<std::string, std::vector<DocumentId>> texts_of_name_;
};

}  // namespace prov

#endif  // LIBPROV_DEDUPE_KEPT_RECORDS_H_
