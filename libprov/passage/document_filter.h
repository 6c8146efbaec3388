// Which documents are compared, and which passages are wanted.

#ifndef LIBPROV_PASSAGE_DOCUMENT_FILTER_H_
#define LIBPROV_PASSAGE_DOCUMENT_FILTER_H_

#include <optional>
#include <string>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/corpus/date.h"
#include "libprov/corpus/document_table.h"
#include "libprov/passage/passage_text.h"
#include "libprov/store/container.h"

namespace prov {

struct DocumentFilter {
  std::optional<DateInterval> since;
  std::optional<DateInterval> until;
  std::vector<std::string> outlets;  // All, if there are none.

  // Dates as ParseDate() reads them; InvalidArgument if it does not.
  absl::Status SetSince(const std::string& text);
  absl::Status SetUntil(const std::string& text);

  // Whether a document of that date may lie within both bounds; an undated one
  // does only where there are none.
  bool Wants(const DateInterval& published) const;
  // The same of a document: what searches ask for each.
  bool operator()(const DocumentTable& documents, DocumentId document) const {
    return Wants(documents[document].published);
  }

  // Removes the passages that none of the outlets has.
  void KeepOutlets(const DocumentTable& documents,
                   std::vector<PlacedPassage>& passages) const;

  void AddTo(Params& params) const;
};

}  // namespace prov

#endif  // LIBPROV_PASSAGE_DOCUMENT_FILTER_H_
