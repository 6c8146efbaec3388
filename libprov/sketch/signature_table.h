// The signatures of many documents, slot-major: all first slots, then all
// second slots, ... in segments, so that making the keys of one band reads a
// few contiguous rows and growing never copies.  2 K bytes a document, of which
// a memory budget leaves a share in memory and the rest in TMPDIR.

#ifndef LIBPROV_SKETCH_SIGNATURE_TABLE_H_
#define LIBPROV_SKETCH_SIGNATURE_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/corpus/document_table.h"
#include "libprov/sketch/one_permutation.h"
#include "libprov/store/spill_file.h"

namespace prov {

// One thread at a time may change it, any number may read it then.
class SignatureTable {
 public:
  static constexpr size_t kSegmentDocuments = size_t{1} << 13;

  explicit SignatureTable(uint32_t num_slots, const MemoryBudget& memory = {});

  size_t size() const { return size_; }
  uint32_t num_slots() const { return num_slots_; }

  // Appends documents whose signatures stand one after the other.
  // REQUIRES: signatures.size() is a multiple of num_slots().
  void Append(std::span<const uint16_t> signatures);

  size_t segment_count() const { return segments_.size(); }

  // Slots [first, first + count) of the documents of a segment, each slot's row
  // after the other's, kSegmentDocuments apart.  A view of memory, or of
  // `scratch`; the last segment may hold fewer documents than its rows have
  // room for.
  std::span<const uint16_t> Rows(size_t segment, uint32_t first, uint32_t count,
                                 std::vector<uint16_t>& scratch) const;

  // The documents that a segment holds.
  size_t SegmentSize(size_t segment) const;

  // Overwrites `slots` with one document's signature.  False where the
  // signature is not in memory, and would be dear to have.
  // REQUIRES: slots.size() == num_slots()
  bool Get(DocumentId document, std::span<uint16_t> slots) const;

  // REQUIRES: document < size(), slots.size() == num_slots()
  void Set(DocumentId document, std::span<const uint16_t> slots);

  bool IsResident(DocumentId document) const {
    return segments_[document / kSegmentDocuments] != nullptr;
  }

  // Failures of the file that holds what does not fit into memory.
  absl::Status status() const { return file_.status(); }

 private:
  size_t SegmentBytes() const {
    return kSegmentDocuments * num_slots_ * sizeof(uint16_t);
  }
  void OpenSegment();

  uint32_t num_slots_;
  uint64_t max_resident_segments_;
  size_t size_ = 0;
  // Those in the file are nullptr.
  std::vector<std::unique_ptr<uint16_t[]>> segments_;
  SpillFile file_;
};

}  // namespace prov

#endif  // LIBPROV_SKETCH_SIGNATURE_TABLE_H_
