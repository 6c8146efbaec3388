// Held by read_quotes_test.cc; measured by bench/quotes.sh.

#include "libprov/quote/citation_rules.h"

#include <algorithm>

namespace prov {
namespace {

size_t Distance(size_t at, const OutletCitation& citation) {
  return citation.begin > at ? citation.begin - at : at - citation.begin;
}

bool IsSpeaker(const OutletCitation& citation,
               const std::optional<SpeakerMention>& speaker) {
  return speaker.has_value() && speaker->span.begin_byte < citation.end_byte &&
         citation.begin_byte < speaker->span.end_byte;
}

}  // namespace

const OutletCitation* CitationRules::Of(
    size_t at, const Quote& quote,
    const std::optional<SpeakerMention>& speaker) const {
  const size_t begin = phrases_.SentenceBegin(at);
  const size_t end = phrases_.SentenceEnd(at + 1);
  const OutletCitation* best = nullptr;
  const auto first =
      std::ranges::lower_bound(citations_, begin, {}, &OutletCitation::begin);
  for (auto citation_at = first;
       citation_at != citations_.end() && citation_at->begin < end;
       ++citation_at) {
    const OutletCitation& citation = *citation_at;
    if (IsSpeaker(citation, speaker) ||
        !Reaches(citation, at, quote, speaker)) {
      continue;
    }
    if (best == nullptr || Distance(at, citation) < Distance(at, *best)) {
      best = &citation;
    }
  }
  if (best != nullptr || begin == 0) return best;
  const auto before =
      std::ranges::lower_bound(citations_, phrases_.SentenceBegin(begin - 1),
                               {}, &OutletCitation::begin);
  const auto told =
      std::find_if(before, first, [&](const OutletCitation& citation) {
        return IsToldIn(citation, begin, speaker);
      });
  return told == first ? nullptr : &*told;
}

bool CitationRules::IsQuotedByNobody(size_t at) const {
  using Kind = SentenceWord::Kind;
  const size_t end = phrases_.SentenceEnd(at + 1);
  for (size_t i = phrases_.SentenceBegin(at); i + 2 < end; ++i) {
    if (i + 2 >= words_.size()) break;
    if (words_[i].kind == Kind::kWord && words_[i + 1].kind == Kind::kWord &&
        text_.substr(words_[i].begin, 9) == "quoted as") {
      return true;
    }
  }
  return false;
}

// Whether the sentence that a citation after the quote is in is the quote's: a
// quote that ends with a full stop is followed by its own only if its speaker
// is there, too.
bool CitationRules::Reaches(
    const OutletCitation& citation, size_t at, const Quote& quote,
    const std::optional<SpeakerMention>& speaker) const {
  if (citation.begin < at || text_[quote.span.end_byte - 1] != '.') {
    return true;
  }
  return speaker.has_value() && speaker->span.begin_byte > quote.span.end_byte;
}

// Ruiz told the Post of the gates. "...," she said.  The first sentence ends
// before word `end`.
bool CitationRules::IsToldIn(
    const OutletCitation& citation, size_t end,
    const std::optional<SpeakerMention>& speaker) const {
  const std::string_view form = citation.form;
  if ((form != "told" && form != "interview") || !speaker.has_value()) {
    return false;
  }
  if (speaker->kind == SpeakerMention::Kind::kPronoun) return true;
  const uint32_t from = words_[phrases_.SentenceBegin(end - 1)].begin;
  const std::string_view sentence =
      text_.substr(from, words_[end - 1].end - from);
  return sentence.find(speaker->name) != std::string_view::npos;
}

}  // namespace prov
