// Held by token_finder_test.cc against NormalizedText.

#include "libprov/text/token_finder.h"

#include "libprov/text/utf8.h"

namespace prov {

std::span<const TokenSpan> TokenFinder::Find(std::string_view utf8,
                                             std::span<const size_t> wanted) {
  hashes_ = tokenizer_.HashesAndPlaces(utf8);
  spans_.clear();
  uint32_t counted_bytes = 0;
  uint32_t code_points = 0;
  for (const size_t token : wanted) {
    if (token >= hashes_.size()) break;
    const TokenPlace place = tokenizer_.place(token);
    code_points += CountCodePoints(
        utf8.substr(counted_bytes, place.begin_byte - counted_bytes));
    counted_bytes = place.begin_byte;
    const uint32_t length = CountCodePoints(
        utf8.substr(place.begin_byte, place.end_byte - place.begin_byte));
    spans_.push_back({.begin_byte = place.begin_byte,
                      .end_byte = place.end_byte,
                      .begin = code_points,
                      .end = code_points + length});
  }
  return spans_;
}

}  // namespace prov
