// The signatures of many documents, slot-major: all first slots, then all
// second slots, ... in segments, so that making the keys of one band reads a
// few contiguous rows and growing never copies.  2 K bytes a document.

#ifndef LIBPROV_SKETCH_SIGNATURE_TABLE_H_
#define LIBPROV_SKETCH_SIGNATURE_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "libprov/corpus/document_table.h"
#include "libprov/sketch/one_permutation.h"

namespace prov {

class SignatureTable {
 public:
  static constexpr size_t kSegmentDocuments = size_t{1} << 13;

  explicit SignatureTable(uint32_t num_slots) : num_slots_(num_slots) {}

  size_t size() const { return size_; }
  uint32_t num_slots() const { return num_slots_; }

  // Appends documents whose signatures stand one after the other.
  // REQUIRES: signatures.size() is a multiple of num_slots().
  void Append(std::span<const uint16_t> signatures);

  size_t segment_count() const { return segments_.size(); }

  // Slot `slot` of the documents of a segment, kSegmentDocuments but for the
  // last segment.
  std::span<const uint16_t> Row(size_t segment, uint32_t slot) const;

  // Overwrites `slots` with one document's signature.
  // REQUIRES: slots.size() == num_slots()
  void Get(DocumentId document, std::span<uint16_t> slots) const;

 private:
  uint32_t num_slots_;
  size_t size_ = 0;
  std::vector<std::unique_ptr<uint16_t[]>> segments_;
};

}  // namespace prov

#endif  // LIBPROV_SKETCH_SIGNATURE_TABLE_H_
