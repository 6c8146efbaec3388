// What every later room needs to know of each document without reading its
// text again: where its record stands, its key, outlet, date, and hashes.
//
// About 100 bytes a document besides its key, of which a memory budget leaves
// a share in memory and the rest in TMPDIR.  Documents are numbered from 0 in
// input order; the number is a DocumentId within one run and never leaves it,
// keys do.

#ifndef LIBPROV_CORPUS_DOCUMENT_TABLE_H_
#define LIBPROV_CORPUS_DOCUMENT_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/hash.h"
#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/corpus/date.h"
#include "libprov/store/spill_file.h"
#include "libprov/store/spill_vector.h"

namespace prov {

using DocumentId = uint32_t;

// What all rooms together hold in memory for each document, whatever the
// budget: leaders, ranks, who is kept for whom.
inline constexpr uint64_t kStateBytesPerDocument = 64;

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
  uint32_t outlet = 0;      // Index for DocumentTable::outlet_name().
  uint32_t key_length = 0;  // The key begins with the id.
  uint64_t key_begin = 0;
  uint32_t id_length = 0;
  uint32_t token_count = 0;
  DateInterval published;
  bool ends_with_carriage_return = false;  // The line is "record\r\n".
  bool date_unreadable = false;
  bool says_id = false;  // Else the id is made of the record's digest.
  DateOrder order_told = DateOrder::kEither;  // As Document has it.
  uint64_t url_hash = 0;                      // 0 if there is no url.
  uint64_t record_hash = 0;                   // Hash64 of the record bytes.
  uint64_t text_hash = 0;                     // Hash64 of the decoded text.
  uint64_t tokens_hash = 0;  // Equal for equal sequences of tokens.
};

// One thread at a time may change it, any number may read it then.
class DocumentTable {
 public:
  explicit DocumentTable(const MemoryBudget& memory = {});

  size_t size() const { return rows_.size(); }
  // What is left of a budget for those who work on these documents.
  MemoryBudget Beside(const MemoryBudget& memory) const {
    return memory.Without(size() * kStateBytesPerDocument);
  }

  // A copy: whoever looks at many rows takes a Reader.
  DocumentRow operator[](DocumentId document) const { return rows_[document]; }

  // The key that names the document: its id, `id#rank` where ids repeat.
  std::string key(DocumentId document) const;

  // The id alone, or the key of a record that has none.
  std::string id(DocumentId document) const;

  bool HasKey(DocumentId document, std::string_view key) const;

  // The keys' order, byte by byte: less than, equal to or greater than 0.
  int CompareKeys(DocumentId a, DocumentId b) const;

  std::string_view outlet(DocumentId document) const {
    return outlet_names_[(*this)[document].outlet];
  }
  std::string_view outlet_name(uint32_t outlet) const {
    return outlet_names_[outlet];
  }
  size_t outlet_count() const { return outlet_names_.size(); }

  // Whether all keys are in memory, so that looking one up costs little.
  bool has_resident_keys() const { return key_file_.size_bytes() == 0; }

  // Appends a document; `row.outlet`, `row.key_*` and `row.id_length` are set
  // here.
  void Append(DocumentRow row, std::string_view id, std::string_view outlet);

  void SetPublished(DocumentId document, const DateInterval& published);

  // REQUIRES: `key` begins with the id.
  void SetKey(DocumentId document, std::string_view key);

  // Failures of the file that holds what does not fit into memory.  Until it
  // is asked, rows and keys may be wrong: ask before anything is published.
  absl::Status status() const;

  // Rows and keys, best in rising order.  One thread at a time.
  class Reader {
   public:
    explicit Reader(const DocumentTable& table)
        : table_(&table), rows_(table.rows_) {}

    // Valid until the next call.
    const DocumentRow& operator[](DocumentId document) {
      return rows_[document];
    }
    std::string_view key(DocumentId document);

   private:
    const DocumentTable* table_;
    SpillVector<DocumentRow>::Reader rows_;
    std::string page_;  // Bytes of keys, from page_begin_ on.
    uint64_t page_begin_ = 0;
  };

 private:
  static constexpr size_t kArenaBytes = size_t{1} << 20;

  // The bytes of keys, in pieces that never move while they are in memory.
  struct Arena {
    std::string bytes;
    bool is_in_file = false;  // If so, `bytes` is empty...
    size_t size = 0;          // ...and so many are in the file...
    uint64_t offset = 0;      // ...from here on.
  };

  // Returns what a row calls key_begin.
  uint64_t AppendKeyBytes(std::string_view bytes);
  void OpenArena(size_t bytes);
  // A view of memory, or of `scratch`.
  std::string_view KeyBytes(uint64_t begin, size_t length,
                            std::string& scratch) const;

  SpillVector<DocumentRow> rows_;
  uint64_t max_key_bytes_;
  uint64_t resident_key_bytes_ = 0;
  std::vector<Arena> arenas_;  // key_begin = arena * kArenaBytes + …
  SpillFile key_file_;
  std::vector<std::string> outlet_names_;
  absl::flat_hash_map<std::string, uint32_t> outlets_;
};

}  // namespace prov

#endif  // LIBPROV_CORPUS_DOCUMENT_TABLE_H_
