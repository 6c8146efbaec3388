#include "libprov/shingle/text_masks.h"

#include <algorithm>
#include <utility>

namespace prov {

TextMasks::TextMasks(std::vector<MaskedSpan> spans) {
  std::ranges::sort(spans);
  for (const MaskedSpan& span : spans) {
    if (documents_.empty() || documents_.back() != span.document) {
      documents_.push_back(span.document);
      begins_.push_back(spans_.size());
    } else if (span.begin_byte <= spans_.back().end_byte) {
      spans_.back().end_byte = std::max(spans_.back().end_byte, span.end_byte);
      continue;
    }
    spans_.push_back(span);
  }
  begins_.push_back(spans_.size());
  measured_.resize(documents_.size());
}

std::optional<size_t> TextMasks::IndexOf(DocumentId document) const {
  const auto found = std::ranges::lower_bound(documents_, document);
  if (found == documents_.end() || *found != document) return std::nullopt;
  return static_cast<size_t>(found - documents_.begin());
}

std::span<const MaskedSpan> TextMasks::SpansOf(DocumentId document) const {
  const std::optional<size_t> index = IndexOf(document);
  if (!index.has_value()) return {};
  return std::span(spans_).subspan(begins_[*index],
                                   begins_[*index + 1] - begins_[*index]);
}

std::string_view TextMasks::Strip(DocumentId document, std::string_view text,
                                  std::string& scratch) const {
  const std::span<const MaskedSpan> spans = SpansOf(document);
  if (spans.empty()) return text;
  scratch.clear();
  size_t end = 0;
  for (const MaskedSpan& span : spans) {
    // A text that is shorter than it was is told when its record is read.
    const size_t begin = std::min<size_t>(span.begin_byte, text.size());
    scratch.append(text, end, begin - end);
    scratch.push_back(' ');
    end = std::min<size_t>(span.end_byte, text.size());
  }
  scratch.append(text, end);
  return scratch;
}

std::optional<Measured> TextMasks::MeasuredOf(DocumentId document) const {
  const std::optional<size_t> index = IndexOf(document);
  if (!index.has_value()) return std::nullopt;
  return measured_[*index];
}

uint64_t TextMasks::CountEmpty() const {
  return static_cast<uint64_t>(
      std::ranges::count(measured_, 0U, &Measured::token_count));
}

}  // namespace prov
