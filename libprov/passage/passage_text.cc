// Occurrences are sorted by document, so that each document is read and scanned
// once, by one of several threads; what it gives goes to the occurrence's own
// place.  Then every passage is put together by itself.  Credits and quote
// marks are looked for where a class hangs on them.
//
// Held by the golden cases of prov-passages and tests/cli/passages_test.py.

#include "libprov/passage/passage_text.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/hash.h"
#include "libprov/base/parallel.h"
#include "libprov/corpus/documents.h"
#include "libprov/credit/credit.h"
#include "libprov/passage/quoted_stretches.h"
#include "libprov/text/token_finder.h"

namespace prov {
namespace {

// An occurrence on its way.
struct Place {
  PositionSpan tokens;
  bool is_reference = false;
  Setting setting;  // What `needs` are is filled in last.
  ClassNeeds needs;
  TokenSpan span;
  uint64_t words_hash = 0;  // Of all 64 bits of the token hashes.
  std::string text;         // Of references, and where edits are wanted.
};

struct Worker {
  DocumentReader reader;
  TokenFinder finder;
  std::vector<size_t> wanted;
  std::vector<ByteRange> judged;  // Whether they are quotes.
};

// Whether .6 of the span or more stands in quote marks.
bool InQuotes(const std::vector<ByteRange>& quoted, const TokenSpan& span) {
  uint64_t shared = 0;
  for (const ByteRange& range : quoted) {
    const uint32_t begin = std::max(range.begin, span.begin_byte);
    const uint32_t end = std::min(range.end, span.end_byte);
    if (begin < end) shared += end - begin;
  }
  return 5 * shared >= uint64_t{3} * (span.end_byte - span.begin_byte);
}

// REQUIRES: `token` is among the wanted.
size_t IndexOf(const std::vector<size_t>& wanted, size_t token) {
  return static_cast<size_t>(std::ranges::lower_bound(wanted, token) -
                             wanted.begin());
}

TokenSpan Between(const TokenSpan& first, const TokenSpan& last) {
  return {.begin_byte = first.begin_byte,
          .end_byte = last.end_byte,
          .begin = first.begin,
          .end = last.end};
}

uint64_t HashOf(std::span<const uint64_t> run) {
  return Hash64({reinterpret_cast<const char*>(run.data()), run.size_bytes()});
}

// Fills in the places of one document.
absl::Status FillIn(const TokenRows& rows, std::span<Place* const> places,
                    Edits edits, const OutletBook& book, Worker& worker) {
  const size_t row = places.front()->setting.row;
  PROV_ASSIGN_OR_RETURN(const Document document,
                        worker.reader.Read(rows.document(row)));
  const PositionSpan row_span = rows.span(row);
  std::vector<size_t>& wanted = worker.wanted;
  wanted.clear();
  bool needs_credit = false;
  for (const Place* place : places) {
    wanted.push_back(place->tokens.begin - row_span.begin);
    wanted.push_back(place->tokens.end - row_span.begin - 1);
    needs_credit |= place->needs.credited;
  }
  std::ranges::sort(wanted);
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  const std::span<const TokenSpan> spans =
      worker.finder.Find(document.text, wanted);
  const std::span<const uint64_t> hashes = worker.finder.hashes();
  if (hashes.size() != row_span.size()) {
    return absl::DataLossError("a document changed while it was read");
  }
  const bool credited = needs_credit && CreditsAgency(document, book);
  std::vector<ByteRange>& judged = worker.judged;
  judged.clear();
  for (Place* place : places) {
    const size_t begin = place->tokens.begin - row_span.begin;
    const size_t end = place->tokens.end - row_span.begin;
    place->setting.credited = credited;
    place->span =
        Between(spans[IndexOf(wanted, begin)], spans[IndexOf(wanted, end - 1)]);
    if (place->needs.in_quotes) {
      judged.push_back({place->span.begin_byte, place->span.end_byte});
    }
    place->words_hash = HashOf(hashes.subspan(begin, end - begin));
    if (edits == Edits::kYes || place->is_reference) {
      place->text =
          document.text.substr(place->span.begin_byte,
                               place->span.end_byte - place->span.begin_byte);
    }
  }
  std::ranges::sort(judged, {}, &ByteRange::begin);
  const std::vector<ByteRange> quoted =
      FindQuotedStretches(document.text, judged);
  for (Place* place : places) {
    place->setting.in_quotes = InQuotes(quoted, place->span);
  }
  return absl::OkStatus();
}

Setting SettingOf(const TokenRows& rows, const PositionSpan& tokens,
                  const DocumentTable& documents,
                  DocumentTable::Reader& reader) {
  const size_t number = rows.RowOf(tokens.begin);
  const PositionSpan row = rows.span(number);
  const uint32_t outlet = reader[rows.document(number)].outlet;
  return {.row = number,
          .outlet = outlet,
          .outlet_known = !documents.outlet_name(outlet).empty(),
          .tokens_before = tokens.begin - row.begin,
          .tokens = tokens.size(),
          .tokens_after = row.end - tokens.end};
}

// The places of all passages, one passage after the other.
std::vector<Place> PlacesOf(const TokenRows& rows,
                            const DocumentTable& documents,
                            std::span<const Passage> passages,
                            std::span<const Company> companies) {
  size_t count = 0;
  for (const Passage& passage : passages) count += passage.occurrences.size();
  std::vector<Place> places;
  places.reserve(count);
  std::vector<Setting> settings;
  DocumentTable::Reader reader(documents);
  for (size_t passage = 0; passage < passages.size(); ++passage) {
    const size_t first = places.size();
    settings.clear();
    for (const Occurrence& occurrence : passages[passage].occurrences) {
      settings.push_back(SettingOf(rows, occurrence.span, documents, reader));
      places.push_back(
          {.tokens = occurrence.span,
           .is_reference = occurrence.span == passages[passage].reference,
           .setting = settings.back(),
           .text = {}});
    }
    const ClassNeeds needs = NeedsOf(settings, companies[passage]);
    for (size_t i = first; i < places.size(); ++i) places[i].needs = needs;
  }
  return places;
}

// The same by document, and where each document's begin among them.
struct PlacesByRow {
  std::vector<Place*> places;
  std::vector<size_t> begins;

  std::span<Place* const> of(size_t i) const {
    return std::span(places).subspan(begins[i], begins[i + 1] - begins[i]);
  }
};

PlacesByRow ByRow(size_t row_count, std::vector<Place>& places) {
  std::vector<size_t> ends(row_count + 1);  // Of each row's, once filled in.
  for (const Place& place : places) ++ends[place.setting.row + 1];
  PlacesByRow result;
  for (size_t row = 0; row < row_count; ++row) {
    if (ends[row + 1] > 0) result.begins.push_back(ends[row]);
    ends[row + 1] += ends[row];
  }
  result.begins.push_back(places.size());
  result.places.resize(places.size());
  for (Place& place : places) {
    result.places[ends[place.setting.row]++] = &place;
  }
  return result;
}

// REQUIRES: places are those of the passage, in order.
PlacedPassage PutTogether(const TokenRows& rows, const Passage& passage,
                          std::span<const Place> places, Company company,
                          Edits edits) {
  PlacedPassage result;
  result.tokens = passage.reference.size();
  std::vector<Setting> settings;
  for (size_t i = 0; i < places.size(); ++i) {
    if (places[i].is_reference) result.reference = i;
  }
  const Place& reference = places[result.reference];
  result.text = reference.text;
  for (size_t i = 0; i < places.size(); ++i) {
    const Place& place = places[i];
    const Occurrence& occurrence = passage.occurrences[i];
    uint32_t distance = occurrence.distance;
    const bool is_whole =
        occurrence.reference_length == passage.reference.size();
    if (distance == 0 && is_whole && place.words_hash != reference.words_hash) {
      distance = 1;
    }
    const uint32_t length =
        std::max(place.tokens.size(), occurrence.reference_length);
    result.occurrences.push_back(
        {.document = rows.document(place.setting.row),
         .span = place.span,
         .identity = Ratio(length - std::min(length, distance), length),
         .coverage =
             Ratio(place.tokens.size(), rows.span(place.setting.row).size()),
         .of_passage = Ratio(occurrence.reference_length,
                             std::max(1U, passage.reference.size())),
         .edits = {}});
    if (edits == Edits::kYes && (distance > 0 || !is_whole)) {
      result.occurrences.back().edits =
          EditsBetween(reference.text, reference.span, place.text, place.span);
    }
    settings.push_back(place.setting);
  }
  result.passage_class = Classify(settings, company);
  return result;
}

// A number for the set of documents of a passage.
uint64_t RowsHash(const TokenRows& rows, const Passage& passage) {
  uint64_t hash = 0;
  size_t last = std::numeric_limits<size_t>::max();
  for (const Occurrence& occurrence : passage.occurrences) {
    const size_t row = rows.RowOf(occurrence.span.begin);
    if (row != last) hash = Mix64(hash ^ row);
    last = row;
  }
  return hash;
}

constexpr uint64_t kPlaceParts = 4;
constexpr uint64_t kBytesPerPlace =
    2 * (sizeof(Place) + sizeof(PlacedOccurrence));
constexpr uint64_t kBytesPerWord = 24;  // Of texts that are kept for a while.

}  // namespace

std::vector<Edit> EditsBetween(std::string_view reference,
                               const TokenSpan& reference_span,
                               std::string_view text, const TokenSpan& span) {
  const NormalizedText a(reference);
  const NormalizedText b(text);
  // The span of tokens [begin, end), or where they would stand.
  const auto span_of = [](const NormalizedText& words, const TokenSpan& whole,
                          size_t begin, size_t end) {
    const auto moved = [&whole](TokenSpan at) {
      at.begin += whole.begin;
      at.end += whole.begin;
      at.begin_byte += whole.begin_byte;
      at.end_byte += whole.begin_byte;
      return at;
    };
    TokenSpan result = moved(begin < words.size() ? words.span(begin)
                             : words.size() > 0   ? words.span(words.size() - 1)
                                                  : TokenSpan{});
    if (begin == words.size()) {
      result.begin = result.end;
      result.begin_byte = result.end_byte;
    }
    if (begin == end) {
      result.end = result.begin;
      result.end_byte = result.begin_byte;
    } else {
      const TokenSpan last = moved(words.span(end - 1));
      result.end = last.end;
      result.end_byte = last.end_byte;
    }
    return result;
  };
  std::vector<Edit> edits;
  size_t at_a = 0;
  size_t at_b = 0;
  size_t begin_a = 0;
  size_t begin_b = 0;
  const auto flush = [&] {
    if (begin_a == at_a && begin_b == at_b) return;
    edits.push_back({.reference = span_of(a, reference_span, begin_a, at_a),
                     .span = span_of(b, span, begin_b, at_b)});
  };
  for (const DiffRun& run : DiffWords(a, b)) {
    if (run.side == DiffRun::Side::kBoth) {
      flush();
      at_a += run.count;
      at_b += run.count;
      begin_a = at_a;
      begin_b = at_b;
    } else {
      (run.side == DiffRun::Side::kOnlyA ? at_a : at_b) += run.count;
    }
  }
  flush();
  return edits;
}

std::vector<Company> CompaniesOf(const TokenRows& rows,
                                 std::span<const Passage> passages) {
  std::vector<uint64_t> hashes;
  absl::flat_hash_map<uint64_t, uint32_t> with_same_rows;
  for (const Passage& passage : passages) {
    hashes.push_back(RowsHash(rows, passage));
    ++with_same_rows[hashes.back()];
  }
  std::vector<Company> companies;
  for (const uint64_t hash : hashes) {
    companies.push_back(with_same_rows.find(hash)->second == 1
                            ? Company::kAlone
                            : Company::kOneOfSeveral);
  }
  return companies;
}

size_t CountThatFit(std::span<const Passage> passages, Edits edits,
                    const MemoryBudget& memory) {
  if (!memory.limited()) return passages.size();
  uint64_t left = memory.Share(kPlaceParts);
  size_t count = 0;
  for (const Passage& passage : passages) {
    const uint64_t places = passage.occurrences.size();
    const uint64_t texts = edits == Edits::kYes ? places : 1;
    const uint64_t bytes = places * kBytesPerPlace +
                           texts * passage.reference.size() * kBytesPerWord;
    if (count > 0 && bytes > left) break;
    left -= std::min(left, bytes);
    ++count;
  }
  return count;
}

absl::StatusOr<std::vector<PlacedPassage>> PlacePassages(
    const Corpus& corpus, const TokenRows& rows,
    std::span<const Passage> passages, std::span<const Company> companies,
    Edits edits, unsigned threads) {
  std::vector<Place> places =
      PlacesOf(rows, corpus.documents(), passages, companies);
  const PlacesByRow by_row = ByRow(rows.row_count(), places);
  const OutletBook book = BookOf(corpus.documents());
  std::vector<Worker> workers;
  for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
    workers.push_back({.reader = DocumentReader(corpus),
                       .finder = {},
                       .wanted = {},
                       .judged = {}});
  }
  PROV_RETURN_IF_ERROR(ParallelFor(
      by_row.begins.size() - 1, threads, [&](size_t i, unsigned worker) {
        return FillIn(rows, by_row.of(i), edits, book, workers[worker]);
      }));
  std::vector<size_t> first = {0};
  for (const Passage& passage : passages) {
    first.push_back(first.back() + passage.occurrences.size());
  }
  std::vector<PlacedPassage> result(passages.size());
  PROV_RETURN_IF_ERROR(
      ParallelFor(passages.size(), threads, [&](size_t i, unsigned) {
        result[i] = PutTogether(rows, passages[i],
                                std::span<const Place>(places).subspan(
                                    first[i], first[i + 1] - first[i]),
                                companies[i], edits);
        return absl::OkStatus();
      }));
  return result;
}

}  // namespace prov
