// Records are read again by their places, and checked against their hashes.
// Tested by corpus_test.cc.

#include <algorithm>
#include <span>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libprov/base/json_reader.h"
#include "libprov/base/parallel.h"
#include "libprov/corpus/corpus.h"

namespace prov {
namespace {

// kEither leaves it to what the user has said.
DocumentParser ParserFor(ReadOptions options, DateOrder order) {
  if (order != DateOrder::kEither) options.dates.order = order;
  return DocumentParser(options);
}

}  // namespace

absl::Status Corpus::ReadRecord(DocumentId document, std::string& bytes) const {
  const DocumentRow& row = documents_[document];
  const size_t needed = row.place.length + kJsonPadding;
  if (bytes.size() < needed) bytes.resize(needed);
  const std::span<char> record = std::span(bytes).first(row.place.length);
  PROV_RETURN_IF_ERROR(inputs_[row.place.input].Read(row.place.offset, record));
  if (Hash64({record.data(), record.size()}) != row.record_hash) {
    return absl::DataLossError(
        absl::StrCat(PlaceName(row.place), ": changed while it was read"));
  }
  return absl::OkStatus();
}

DocumentReader::DocumentReader(const Corpus& corpus)
    : corpus_(&corpus),
      parsers_{ParserFor(corpus.read_options(), DateOrder::kEither),
               ParserFor(corpus.read_options(), DateOrder::kDayFirst),
               ParserFor(corpus.read_options(), DateOrder::kMonthFirst)} {}

absl::StatusOr<Document> DocumentReader::Read(DocumentId document) {
  PROV_RETURN_IF_ERROR(corpus_->ReadRecord(document, bytes_));
  const DocumentRow row = corpus_->documents()[document];
  record_ = std::string_view(bytes_).substr(0, row.place.length);
  const DateOrder order = corpus_->OrderOf(row.outlet);
  DocumentParser& parser = parsers_[static_cast<size_t>(order)];
  return parser.Parse(corpus_->sources()[row.place.input], record_);
}

absl::Status Corpus::SettleDates(unsigned threads) {
  if (read_options_.dates.order != DateOrder::kEither) return absl::OkStatus();
  orders_ = DateOrders(documents_);
  std::vector<DocumentId> settled;
  DocumentTable::Reader rows(documents_);
  for (DocumentId document = 0; document < documents_.size(); ++document) {
    const DocumentRow& row = rows[document];
    if (row.published.grade == DateGrade::kAmbiguous &&
        OrderOf(row.outlet) != DateOrder::kEither) {
      settled.push_back(document);
    }
  }
  std::vector<DateInterval> dates(settled.size());
  std::vector<DocumentReader> readers;
  for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
    readers.emplace_back(*this);
  }
  PROV_RETURN_IF_ERROR(ParallelFor(
      settled.size(), threads, [&](size_t i, unsigned worker) -> absl::Status {
        PROV_ASSIGN_OR_RETURN(const Document document,
                              readers[worker].Read(settled[i]));
        dates[i] = document.published;
        return absl::OkStatus();
      }));
  for (size_t i = 0; i < settled.size(); ++i) {
    documents_.SetPublished(settled[i], dates[i]);
  }
  return absl::OkStatus();
}

}  // namespace prov
