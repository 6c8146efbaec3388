// Pairs of one document follow each other, and a thread keeps the last one's
// text.  Held by the golden cases of prov-passages and bench/passages.sh.

#include "libprov/passage/find_spun.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "libprov/base/parallel.h"
#include "libprov/corpus/document_table.h"
#include "libprov/corpus/documents.h"
#include "libprov/credit/outlet_book.h"
#include "libprov/passage/compare_pairs.h"
#include "libprov/passage/passage_class.h"

namespace prov {
namespace {

constexpr int64_t kMinWordsOutside = 20;
constexpr double kMinSharedOutside = 0.4;
constexpr size_t kNoRow = std::numeric_limits<size_t>::max();

// A document as a thread holds it.
struct Held {
  size_t row = kNoRow;
  ComparedText text;
  bool credited = false;
};

struct Worker {
  DocumentReader reader;
  Held a;
  Held b;
};

absl::Status Load(size_t row, const TokenRows& rows, const OutletBook& book,
                  DocumentReader& reader, Held& held) {
  if (held.row == row) return absl::OkStatus();
  PROV_ASSIGN_OR_RETURN(const Document document,
                        reader.Read(rows.document(row)));
  held.text = MakeComparedText(std::string(document.text));
  held.credited = CreditsAgency(document, book);
  held.row = row;
  return absl::OkStatus();
}

// The words of a stretch that no run covers, counted.
std::map<TokenMark, int64_t> WordsOutside(const PairText& text,
                                          const WordRange& words,
                                          const std::vector<WordRange>& runs) {
  std::vector<bool> covered(words.end - words.begin);
  for (const WordRange& run : runs) {
    const uint32_t begin = std::max(words.begin, run.begin);
    const uint32_t end = std::min(words.end, run.end);
    for (uint32_t i = begin; i < end; ++i) covered[i - words.begin] = true;
  }
  std::map<TokenMark, int64_t> counts;
  for (uint32_t i = words.begin; i < words.end; ++i) {
    if (!covered[i - words.begin]) ++counts[text.words[i]];
  }
  return counts;
}

int64_t Total(const std::map<TokenMark, int64_t>& counts) {
  int64_t total = 0;
  for (const auto& [word, count] : counts) total += count;
  return total;
}

// Whether the stretch is alike without the runs that both texts have.
bool IsAlikeOutside(const PairText& a, const PairText& b,
                    const SharedStretch& stretch,
                    const std::vector<SharedStretch>& runs) {
  std::vector<WordRange> runs_a;
  std::vector<WordRange> runs_b;
  for (const SharedStretch& run : runs) {
    runs_a.push_back(run.a);
    runs_b.push_back(run.b);
  }
  const auto outside_a = WordsOutside(a, stretch.a, runs_a);
  const auto outside_b = WordsOutside(b, stretch.b, runs_b);
  int64_t shared = 0;
  for (const auto& [word, count] : outside_a) {
    const auto found = outside_b.find(word);
    if (found != outside_b.end()) shared += std::min(count, found->second);
  }
  const int64_t least = std::min(Total(outside_a), Total(outside_b));
  const int64_t most = std::max(Total(outside_a), Total(outside_b));
  return least >= kMinWordsOutside &&
         static_cast<double>(shared) >=
             kMinSharedOutside * static_cast<double>(most);
}

Setting SettingOf(const Held& held, const WordRange& words,
                  const DocumentTable& documents, DocumentId document) {
  const uint32_t outlet = documents[document].outlet;
  const auto size = static_cast<uint32_t>(held.text.words.words.size());
  return {.row = held.row,
          .outlet = outlet,
          .outlet_known = !documents.outlet_name(outlet).empty(),
          .tokens_before = words.begin,
          .tokens = words.end - words.begin,
          .tokens_after = size - words.end,
          .credited = held.credited};
}

std::vector<PlacedPassage> Compare(const Held& a, const Held& b,
                                   const TokenRows& rows,
                                   const DocumentTable& documents,
                                   PairParams params) {
  params.spun_channel = SpunChannel::kOn;
  const Alignment alike = AlignPair(a.text.words, b.text.words, params);
  std::vector<PlacedPassage> found;
  if (std::ranges::none_of(alike.stretches, &SharedStretch::is_spun)) {
    return found;
  }
  params.spun_channel = SpunChannel::kOff;
  const Alignment runs = AlignPair(a.text.words, b.text.words, params);
  for (const SharedStretch& stretch : alike.stretches) {
    if (!stretch.is_spun ||
        !IsAlikeOutside(a.text.words, b.text.words, stretch, runs.stretches)) {
      continue;
    }
    PlacedPassage passage = PlaceStretch(a.text, b.text, stretch, Edits::kNo);
    passage.occurrences[0].document = rows.document(a.row);
    passage.occurrences[1].document = rows.document(b.row);
    const Setting settings[] = {
        SettingOf(a, stretch.a, documents, rows.document(a.row)),
        SettingOf(b, stretch.b, documents, rows.document(b.row))};
    passage.passage_class = Classify(settings, Company::kOneOfSeveral);
    found.push_back(std::move(passage));
  }
  return found;
}

}  // namespace

absl::StatusOr<std::vector<PlacedPassage>> FindSpunPassages(
    const Corpus& corpus, const TokenRows& rows, std::span<const RowPair> pairs,
    PairParams params, unsigned threads) {
  const DocumentTable& documents = corpus.documents();
  const OutletBook book = BookOf(documents);
  std::vector<Worker> workers;
  for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
    workers.push_back({.reader = DocumentReader(corpus)});
  }
  std::vector<std::vector<PlacedPassage>> found(pairs.size());
  PROV_RETURN_IF_ERROR(ParallelFor(
      pairs.size(), threads, [&](size_t i, unsigned number) -> absl::Status {
        Worker& worker = workers[number];
        PROV_RETURN_IF_ERROR(
            Load(pairs[i].a, rows, book, worker.reader, worker.a));
        PROV_RETURN_IF_ERROR(
            Load(pairs[i].b, rows, book, worker.reader, worker.b));
        found[i] = Compare(worker.a, worker.b, rows, documents, params);
        return absl::OkStatus();
      }));
  std::vector<PlacedPassage> passages;
  for (std::vector<PlacedPassage>& own : found) {
    std::ranges::move(own, std::back_inserter(passages));
  }
  return passages;
}

}  // namespace prov
