// Which of the citations of a paragraph goes with which of its quotes.

#ifndef LIBPROV_QUOTE_CITATION_RULES_H_
#define LIBPROV_QUOTE_CITATION_RULES_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "libprov/quote/cited_outlet.h"
#include "libprov/quote/noun_phrase.h"
#include "libprov/quote/quote.h"
#include "libprov/quote/sentence_words.h"

namespace prov {

// What is given must outlive this.
class CitationRules {
 public:
  CitationRules(std::string_view text, std::span<const SentenceWord> words,
                const PhraseFinder& phrases,
                std::span<const OutletCitation> citations)
      : text_(text), words_(words), phrases_(phrases), citations_(citations) {}

  // Of the quote that is word `at`: the citation nearest to it in its sentence,
  // else one in the sentence before that says of the same speaker who was
  // told; nullptr if there is none.
  const OutletCitation* Of(size_t at, const Quote& quote,
                           const std::optional<SpeakerMention>& speaker) const;

  // Whether its sentence says: was quoted as saying, and not by whom.
  bool IsQuotedByNobody(size_t at) const;

 private:
  bool Reaches(const OutletCitation& citation, size_t at, const Quote& quote,
               const std::optional<SpeakerMention>& speaker) const;
  bool IsToldIn(const OutletCitation& citation, size_t end,
                const std::optional<SpeakerMention>& speaker) const;

  std::string_view text_;
  std::span<const SentenceWord> words_;
  const PhraseFinder& phrases_;
  std::span<const OutletCitation> citations_;  // By `begin`.
};

}  // namespace prov

#endif  // LIBPROV_QUOTE_CITATION_RULES_H_
