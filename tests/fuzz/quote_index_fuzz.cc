// Any bytes as quotes: refused with the file, or indexed, and looked up in. Any
// sections as their index: an error, or places that have the words.
//
// Three parts divided by zero bytes: the quotes, words to look for, and
// sections (section_lines.h); without the last, the index is the right one.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libprov/chain/find_in_quotes.h"
#include "libprov/chain/quote_index.h"
#include "tests/fuzz/input_parts.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/section_lines.h"
#include "tests/fuzz/well_formed.h"

namespace {

bool WriteIndex(const MemoryFile& quotes, const MemoryFile& index) {
  return WriteTo(index, [&](prov::OutputFile& out) {
    const absl::Status written = prov::WriteQuoteIndex(quotes.path(), out);
    Require(written.ok() || Names(written, quotes.path()));
    return written.ok();
  });
}

// Of the same quotes, and with other sections.
bool WriteForged(const MemoryFile& index, std::string_view sections,
                 const MemoryFile& forged) {
  const auto summary = prov::DescribeContainer(index.path(), {});
  Require(summary.ok());
  return WriteTo(forged, [&](prov::OutputFile& out) {
    prov::ContainerWriter writer(
        out, {.name = "quote-index", .major = 1, .made_by = "prov-trace index"},
        summary->params);
    return AppendSections(sections, writer);
  });
}

void CheckFound(const prov::QuotesFound& found, const prov::QuoteWords& words) {
  const auto& places = found.words.places;
  Require(places.empty() ||
          std::ranges::any_of(places, [&](const prov::ChainNode& place) {
            return !prov::VerbatimSpans(place.exact, words).empty();
          }));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string_view quotes = NextPart(rest);
  const std::string words = WithoutBadBytes(std::string(NextPart(rest)));
  if (IsCompressed(quotes)) return 0;
  const MemoryFile quotes_file(quotes);
  const MemoryFile index_file;
  const MemoryFile forged_file;
  if (!WriteIndex(quotes_file, index_file)) return 0;
  const bool is_forged = !rest.empty();
  if (is_forged && !WriteForged(index_file, rest, forged_file)) return 0;
  const auto input = prov::InputBytes::Open(quotes_file.path());
  Require(input.ok());
  const auto index = prov::QuoteIndex::Open(
      (is_forged ? forged_file : index_file).path(), *input);
  if (!index.ok()) {
    Require(is_forged);
    return 0;
  }
  const auto found = prov::FindInQuotes(
      *input, *index, words, [](const prov::DateInterval&) { return true; });
  if (found.ok()) CheckFound(*found, prov::WordsOfQuote(words));
  return 0;
}
