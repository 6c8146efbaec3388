// Spans of documents that do not count when texts are compared, such as a
// site's footer: a text is then what is left of it, as if they had never been
// there.

#ifndef LIBPROV_SHINGLE_TEXT_MASKS_H_
#define LIBPROV_SHINGLE_TEXT_MASKS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/corpus/corpus.h"

namespace prov {

// Of a document's text, in UTF-8 bytes, half-open.
struct MaskedSpan {
  DocumentId document = 0;
  uint32_t begin_byte = 0;
  uint32_t end_byte = 0;  // > begin_byte

  friend auto operator<=>(const MaskedSpan&, const MaskedSpan&) = default;
};

// 12 bytes a span and 24 a masked document.  One thread at a time may change
// it, any number may read it then.
class TextMasks {
 public:
  // In any order; spans may overlap.
  explicit TextMasks(std::vector<MaskedSpan> spans = {});

  // The documents that have masked spans, ascending.
  std::span<const DocumentId> documents() const { return documents_; }

  // Those of one document, ascending and apart.
  std::span<const MaskedSpan> SpansOf(DocumentId document) const;

  // `text` with each masked span of the document replaced by a space; `text`
  // itself, or a view of `scratch`.
  // REQUIRES: spans begin and end where characters do.
  std::string_view Strip(DocumentId document, std::string_view text,
                         std::string& scratch) const;

  // What is left of a document that has masked spans, as a scan would measure
  // it; set by SketchMasked() (sketch/sketch_masked.h).
  std::optional<Measured> MeasuredOf(DocumentId document) const;
  // REQUIRES: index < documents().size().  Threads may set different ones.
  void SetMeasured(size_t index, const Measured& measured) {
    measured_[index] = measured;
  }

  // Documents of which no word is left.
  uint64_t CountEmpty() const;

 private:
  std::optional<size_t> IndexOf(DocumentId document) const;

  std::vector<MaskedSpan> spans_;  // Ascending and apart.
  std::vector<DocumentId> documents_;
  std::vector<size_t> begins_;  // [documents + 1], into spans_.
  std::vector<Measured> measured_;
};

}  // namespace prov

#endif  // LIBPROV_SHINGLE_TEXT_MASKS_H_
