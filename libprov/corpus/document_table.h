// What every later room needs to know of each document without reading its
// text again: where its record stands, its key, outlet, date, and hashes.
//
// About 100 bytes a document besides its key.  Documents are numbered from 0
// in input order; the number is a DocumentId within one run and never leaves
// it, keys do.

#ifndef LIBPROV_CORPUS_DOCUMENT_TABLE_H_
#define LIBPROV_CORPUS_DOCUMENT_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/hash.h"
#include "libprov/corpus/date.h"

namespace prov {

using DocumentId = uint32_t;

// Where a record stands in the decoded bytes of its input.  The record is the
// line without its ending: neither "\n" nor a "\r" before it belongs to it.
struct RecordPlace {
  uint64_t offset = 0;
  uint32_t length = 0;
  uint32_t line = 0;   // The first is 1.
  uint32_t input = 0;  // Index of the input.
};

struct DocumentRow {
  RecordPlace place;
  uint32_t outlet = 0;  // Index for DocumentTable::outlet_name().
  uint64_t id_begin = 0;
  uint32_t id_length = 0;
  uint32_t token_count = 0;
  DateInterval published;
  bool ends_with_carriage_return = false;  // The line is "record\r\n".
  bool date_unreadable = false;
  uint64_t url_hash = 0;     // 0 if there is no url.
  uint64_t record_hash = 0;  // Hash64 of the record bytes.
  uint64_t text_hash = 0;    // Hash64 of the decoded text.
  uint64_t tokens_hash = 0;  // Equal for equal sequences of tokens.
};

class DocumentTable {
 public:
  size_t size() const { return size_; }

  const DocumentRow& operator[](DocumentId document) const {
    return segments_[document / kSegmentRows][document % kSegmentRows];
  }

  // The key that names the document: its id, `id#rank` where ids repeat.
  std::string_view key(DocumentId document) const;

  // The id alone, or the key of a record that has none.
  std::string_view id(DocumentId document) const;

  std::string_view outlet(DocumentId document) const {
    return outlet_names_[(*this)[document].outlet];
  }
  std::string_view outlet_name(uint32_t outlet) const {
    return outlet_names_[outlet];
  }
  size_t outlet_count() const { return outlet_names_.size(); }

  // Appends a document; `row.outlet` and `row.id_*` are set here.
  void Append(DocumentRow row, std::string_view id, std::string_view outlet);

  // Overrides the id as the key.
  void SetKey(DocumentId document, std::string key);

 private:
  static constexpr size_t kSegmentRows = size_t{1} << 14;
  static constexpr size_t kArenaBytes = size_t{1} << 20;

  size_t size_ = 0;
  // Segments never move, so that growing does not copy a large corpus.
  std::vector<std::unique_ptr<DocumentRow[]>> segments_;
  std::vector<std::string> id_arenas_;  // id_begin = arena * kArenaBytes + …
  std::vector<std::string> outlet_names_;
  absl::flat_hash_map<std::string, uint32_t> outlets_;
  absl::flat_hash_map<DocumentId, std::string> keys_;
};

}  // namespace prov

#endif  // LIBPROV_CORPUS_DOCUMENT_TABLE_H_
