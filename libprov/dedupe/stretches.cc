#include "libprov/dedupe/stretches.h"

#include <algorithm>
#include <optional>

namespace prov {
namespace {

LinePlace PlaceOf(uint64_t offset, uint64_t length, bool carriage_return,
                  uint64_t input_size) {
  LinePlace place{.begin = offset, .record_end = offset + length};
  place.end =
      std::min(place.record_end + (carriage_return ? 1 : 0) + 1, input_size);
  return place;
}

// Goes through the lines of the inputs.
class StretchCutter {
 public:
  StretchCutter(const Corpus& corpus, const SpillVector<Removal>& removals,
                uint64_t stretch_bytes)
      : corpus_(corpus),
        stretch_bytes_(stretch_bytes),
        rows_(corpus.documents()),
        removals_(removals),
        num_removals_(removals.size()) {}

  void Cut(size_t input) {
    input_ = input;
    last_document_ = corpus_.first_document(input + 1);
    const uint64_t size = corpus_.inputs()[input].size_bytes();
    Begin(0);
    while (const std::optional<LinePlace> place = Next()) {
      if (place->begin - open_.end > stretch_bytes_) {
        AddParts(open_.end, place->begin, Stretch::Of::kGap, Stretch::Of::kGap);
      }
      if (is_reject_ && place->end - place->begin > stretch_bytes_) {
        AddParts(open_.end, place->begin, Stretch::Of::kGap, Stretch::Of::kGap);
        AddParts(place->begin, place->end, Stretch::Of::kReject,
                 Stretch::Of::kRestOfReject);
        ++reject_;
        Begin(place->end);
        continue;
      }
      Take();
      open_.end = place->end;
      if (open_.end - open_.begin >= stretch_bytes_) End();
    }
    if (size - open_.end > stretch_bytes_) {
      AddParts(open_.end, size, Stretch::Of::kGap, Stretch::Of::kGap);
    }
    open_.end = size;
    End();
  }

  std::vector<Stretch> Release() && { return std::move(stretches_); }

 private:
  // The next line of the input, if there is one: a reject or a document.
  std::optional<LinePlace> Next() {
    const std::vector<Rejected>& rejects = corpus_.rejects();
    const bool has_reject =
        reject_ < rejects.size() && rejects[reject_].place.input == input_;
    const bool has_document = document_ < last_document_;
    is_reject_ =
        has_reject && (!has_document || rejects[reject_].place.offset <
                                            rows_[document_].place.offset);
    if (is_reject_) return prov::PlaceOf(corpus_, rejects[reject_]);
    if (!has_document) return std::nullopt;
    return prov::PlaceOf(corpus_, rows_[document_]);
  }

  // Takes that line into the open stretch.
  void Take() {
    if (is_reject_) {
      ++reject_;
      return;
    }
    while (removal_ < num_removals_ &&
           removals_[removal_].dropped <= document_) {
      ++removal_;
    }
    ++document_;
  }

  void Begin(uint64_t begin) {
    open_ = {.input = input_,
             .begin = begin,
             .end = begin,
             .first = document_,
             .last = document_,
             .first_reject = reject_,
             .last_reject = reject_,
             .first_removal = removal_};
  }

  void End() {
    open_.last = document_;
    open_.last_reject = reject_;
    // An empty text file is a document all the same.
    if (open_.end > open_.begin || open_.last > open_.first) {
      stretches_.push_back(open_);
    }
    Begin(open_.end);
  }

  // Bytes of their own after what is open.
  void AddParts(uint64_t begin, uint64_t end, Stretch::Of first,
                Stretch::Of rest) {
    End();
    for (uint64_t at = begin; at < end; at += stretch_bytes_) {
      const uint64_t part_end = std::min(at + stretch_bytes_, end);
      stretches_.push_back({.of = at == begin ? first : rest,
                            .ends_line = part_end == end,
                            .input = input_,
                            .begin = at,
                            .end = part_end});
    }
    Begin(end);
  }

  const Corpus& corpus_;
  uint64_t stretch_bytes_;
  DocumentTable::Reader rows_;
  SpillVector<Removal>::Reader removals_;
  size_t num_removals_;
  size_t input_ = 0;
  DocumentId document_ = 0;
  DocumentId last_document_ = 0;
  size_t reject_ = 0;
  size_t removal_ = 0;
  bool is_reject_ = false;
  Stretch open_;
  std::vector<Stretch> stretches_;
};

}  // namespace

LinePlace PlaceOf(const Corpus& corpus, const DocumentRow& row) {
  return PlaceOf(row.place.offset, row.place.length,
                 row.ends_with_carriage_return,
                 corpus.inputs()[row.place.input].size_bytes());
}

LinePlace PlaceOf(const Corpus& corpus, const Rejected& rejected) {
  return PlaceOf(rejected.place.offset, rejected.length_bytes,
                 rejected.ends_with_carriage_return,
                 corpus.inputs()[rejected.place.input].size_bytes());
}

std::vector<Stretch> StretchesOf(const Corpus& corpus, size_t num_inputs,
                                 const SpillVector<Removal>& removals,
                                 uint64_t stretch_bytes) {
  StretchCutter cutter(corpus, removals, stretch_bytes);
  for (size_t input = 0; input < num_inputs; ++input) cutter.Cut(input);
  return std::move(cutter).Release();
}

}  // namespace prov
