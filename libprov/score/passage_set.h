// Passages as scoring sees them: places in documents, counted in code points.

#ifndef LIBPROV_SCORE_PASSAGE_SET_H_
#define LIBPROV_SCORE_PASSAGE_SET_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace prov {

// [begin, end) of a document, in whatever unit the caller counts.
struct TextRange {
  uint64_t begin = 0;
  uint64_t end = 0;  // >= begin

  uint64_t length() const { return end - begin; }
};

// Empty where they do not overlap.
TextRange Common(const TextRange& a, const TextRange& b);

struct PassagePlace {
  uint32_t document = 0;
  TextRange span;
};

// Text that stands in several places: many of them.
class PassageSet {
 public:
  void Add(std::span<const PassagePlace> places);

  size_t size() const { return ends_.size(); }
  std::span<const PassagePlace> places(size_t passage) const {
    const size_t begin = passage == 0 ? 0 : ends_[passage - 1];
    return std::span(places_).subspan(begin, ends_[passage] - begin);
  }
  // Of all its places together.
  uint64_t length(size_t passage) const;

 private:
  std::vector<PassagePlace> places_;
  std::vector<size_t> ends_;  // Of each passage's places.
};

}  // namespace prov

#endif  // LIBPROV_SCORE_PASSAGE_SET_H_
