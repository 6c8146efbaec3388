#include "libprov/score/passage_set.h"

#include <algorithm>

namespace prov {

TextRange Common(const TextRange& a, const TextRange& b) {
  const uint64_t begin = std::max(a.begin, b.begin);
  return {.begin = begin, .end = std::max(begin, std::min(a.end, b.end))};
}

void PassageSet::Add(std::span<const PassagePlace> places) {
  places_.insert(places_.end(), places.begin(), places.end());
  ends_.push_back(places_.size());
}

uint64_t PassageSet::length(size_t passage) const {
  uint64_t length = 0;
  for (const PassagePlace& place : places(passage)) {
    length += place.span.length();
  }
  return length;
}

}  // namespace prov
