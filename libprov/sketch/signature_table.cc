#include "libprov/sketch/signature_table.h"

#include <algorithm>
#include <cassert>

namespace prov {

// Transposes a run of documents at a time: the run's signatures stay in cache
// while each slot's row is written from end to end.
void SignatureTable::Append(std::span<const uint16_t> signatures) {
  assert(signatures.size() % num_slots_ == 0);
  size_t left = signatures.size() / num_slots_;
  const uint16_t* source = signatures.data();
  while (left > 0) {
    const size_t begin = size_ % kSegmentDocuments;
    if (begin == 0) {
      segments_.push_back(std::make_unique_for_overwrite<uint16_t[]>(
          kSegmentDocuments * num_slots_));
    }
    const size_t count = std::min(left, kSegmentDocuments - begin);
    for (uint32_t slot = 0; slot < num_slots_; ++slot) {
      uint16_t* row = segments_.back().get() + slot * kSegmentDocuments + begin;
      for (size_t i = 0; i < count; ++i) row[i] = source[i * num_slots_ + slot];
    }
    source += count * num_slots_;
    size_ += count;
    left -= count;
  }
}

std::span<const uint16_t> SignatureTable::Row(size_t segment,
                                              uint32_t slot) const {
  return {segments_[segment].get() + slot * kSegmentDocuments,
          std::min(kSegmentDocuments, size_ - segment * kSegmentDocuments)};
}

void SignatureTable::Get(DocumentId document, std::span<uint16_t> slots) const {
  assert(document < size_ && slots.size() == num_slots_);
  const uint16_t* column = segments_[document / kSegmentDocuments].get() +
                           document % kSegmentDocuments;
  for (uint32_t slot = 0; slot < num_slots_; ++slot) {
    slots[slot] = column[slot * kSegmentDocuments];
  }
}

}  // namespace prov
