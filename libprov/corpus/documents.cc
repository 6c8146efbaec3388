#include "libprov/corpus/documents.h"

#include <algorithm>

namespace prov {

absl::Status ScanDocuments(Corpus& corpus, const ScanOptions& options) {
  return corpus.Scan(
      options,
      [](const Document&, unsigned, std::vector<uint16_t>&) {
        return Measured{};
      },
      [](size_t, std::vector<uint16_t>) {});
}

std::vector<DocumentId> WantedOf(
    const DocumentTable& documents,
    absl::FunctionRef<bool(const DocumentTable&, DocumentId)> wanted) {
  std::vector<DocumentId> looked_at;
  for (DocumentId document = 0; document < documents.size(); ++document) {
    if (wanted(documents, document)) looked_at.push_back(document);
  }
  return looked_at;
}

std::vector<DocumentId> EarliestFirst(const DocumentTable& documents) {
  struct Dated {
    bool undated = false;
    int64_t earliest = 0;
    DocumentId document = 0;
  };
  std::vector<Dated> dated;
  dated.reserve(documents.size());
  DocumentTable::Reader reader(documents);
  for (DocumentId i = 0; i < documents.size(); ++i) {
    const DateInterval& date = reader[i].published;
    dated.push_back({.undated = date.grade == DateGrade::kNone,
                     .earliest = date.earliest,
                     .document = i});
  }
  std::ranges::sort(dated, [&documents](const Dated& a, const Dated& b) {
    if (a.undated != b.undated) return b.undated;
    if (a.earliest != b.earliest) return a.earliest < b.earliest;
    const int keys = documents.CompareKeys(a.document, b.document);
    return keys != 0 ? keys < 0 : a.document < b.document;
  });
  std::vector<DocumentId> order;
  order.reserve(dated.size());
  for (const Dated& entry : dated) order.push_back(entry.document);
  return order;
}

OutletBook BookOf(const DocumentTable& documents) {
  OutletBook book = OutletBook::BuiltIn();
  for (uint32_t i = 0; i < documents.outlet_count(); ++i) {
    book.Add(documents.outlet_name(i));
  }
  return book;
}

}  // namespace prov
