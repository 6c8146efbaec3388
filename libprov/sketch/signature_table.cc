#include "libprov/sketch/signature_table.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace prov {
namespace {

constexpr uint64_t kParts = 16;

}  // namespace

SignatureTable::SignatureTable(uint32_t num_slots, const MemoryBudget& memory)
    : num_slots_(num_slots),
      max_resident_segments_(memory.Share(kParts) /
                             std::max<uint64_t>(SegmentBytes(), 1)) {}

// A full segment goes to the file only when the next one begins, which then
// takes its memory.
void SignatureTable::OpenSegment() {
  std::unique_ptr<uint16_t[]> room;
  if (segments_.size() > max_resident_segments_) {
    room = std::move(segments_.back());
    file_.Append({reinterpret_cast<const char*>(room.get()), SegmentBytes()});
  } else {
    room = std::make_unique_for_overwrite<uint16_t[]>(kSegmentDocuments *
                                                      num_slots_);
  }
  segments_.push_back(std::move(room));
}

// Transposes a run of documents at a time: the run's signatures stay in cache
// while each slot's row is written from end to end.
void SignatureTable::Append(std::span<const uint16_t> signatures) {
  assert(signatures.size() % num_slots_ == 0);
  size_t left = signatures.size() / num_slots_;
  const uint16_t* source = signatures.data();
  while (left > 0) {
    const size_t begin = size_ % kSegmentDocuments;
    if (begin == 0) OpenSegment();
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

size_t SignatureTable::SegmentSize(size_t segment) const {
  return std::min(kSegmentDocuments, size_ - segment * kSegmentDocuments);
}

std::span<const uint16_t> SignatureTable::Rows(
    size_t segment, uint32_t first, uint32_t count,
    std::vector<uint16_t>& scratch) const {
  const size_t begin = first * kSegmentDocuments;
  const size_t size = count * kSegmentDocuments;
  if (const uint16_t* rows = segments_[segment].get()) {
    return {rows + begin, size};
  }
  scratch.resize(size);
  file_.Read(
      (segment - max_resident_segments_) * SegmentBytes() +
          begin * sizeof(uint16_t),
      {reinterpret_cast<char*>(scratch.data()), size * sizeof(uint16_t)});
  return scratch;
}

void SignatureTable::Set(DocumentId document, std::span<const uint16_t> slots) {
  assert(document < size_ && slots.size() == num_slots_);
  const size_t segment = document / kSegmentDocuments;
  const size_t column = document % kSegmentDocuments;
  uint16_t* const resident = segments_[segment].get();
  for (uint32_t slot = 0; slot < num_slots_; ++slot) {
    const size_t at = slot * kSegmentDocuments + column;
    if (resident != nullptr) {
      resident[at] = slots[slot];
      continue;
    }
    file_.Overwrite(
        (segment - max_resident_segments_) * SegmentBytes() +
            at * sizeof(uint16_t),
        {reinterpret_cast<const char*>(&slots[slot]), sizeof(uint16_t)});
  }
}

bool SignatureTable::Get(DocumentId document, std::span<uint16_t> slots) const {
  assert(document < size_ && slots.size() == num_slots_);
  if (!IsResident(document)) return false;
  const uint16_t* column = segments_[document / kSegmentDocuments].get() +
                           document % kSegmentDocuments;
  for (uint32_t slot = 0; slot < num_slots_; ++slot) {
    slots[slot] = column[slot * kSegmentDocuments];
  }
  return true;
}

}  // namespace prov
