#include "quote_truth.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "appearance.h"
#include "chain_truth.h"
#include "passage_truth.h"

namespace prov_bench {
namespace {

constexpr std::array<std::string_view, 7> kVariantNames = {
    "identical", "fragment",  "bracket",      "ellipsis",
    "marks",     "word-edit", "misattributed"};

class QuoteLines {
 public:
  QuoteLines(const PrintedEdition& edition, const Newsroom& newsroom,
             uint32_t story)
      : edition_(edition),
        newsroom_(newsroom),
        story_(edition.stories[story]),
        numbers_(edition.numbers[story]) {}

  void Append(uint32_t utterance, const std::string& name,
              QuoteTruth& truth) const {
    const std::vector<Appearance> all = AppearancesOf(story_, utterance);
    std::vector<Appearance> seen;
    for (const Appearance& appearance : all) {
      if (DocumentOf(appearance) != nullptr) seen.push_back(appearance);
    }
    for (const Appearance& appearance : seen) {
      AppendQuote(truth.quotes, appearance, utterance, name);
    }
    if (seen.size() < 2) return;
    AppendQuotePassage(truth.passages, seen, utterance, name);
    AppendChain(truth.chains, ChainOf(story_, all, newsroom_.world), name);
  }

 private:
  // Null if it is not in the archive.
  const PrintedDocument* DocumentOf(const Appearance& appearance) const {
    const uint64_t number = numbers_[appearance.draft];
    if (number == kNoNumber) return nullptr;
    const PrintedDocument& document =
        edition_.documents[number - edition_.first];
    return document.number == kNoNumber ? nullptr : &document;
  }

  static WordSpan Cover(const PrintedDocument& document,
                        const WordRange& range) {
    const WordSpan& first = document.spans[range.first];
    const WordSpan& last = document.spans[range.last];
    return {first.begin, last.end, first.begin_byte, last.end_byte};
  }

  // What stands between the marks, a comma or full stop inside them too.
  WordSpan QuoteSpan(const Appearance& appearance) const {
    const Draft& draft = story_.drafts[appearance.draft];
    WordSpan span = Cover(*DocumentOf(appearance), appearance.words);
    const bool outside =
        Typography(draft, newsroom_.world.outlets[draft.outlet]).stops_outside;
    const uint32_t marks = draft.text[appearance.words.last].marks;
    if (!outside && (marks & kAfterMask) != 0) {
      ++span.end;
      ++span.end_byte;
    }
    if ((marks & kBracketClose) != 0) {
      ++span.end;
      ++span.end_byte;
    }
    return span;
  }

  std::string PersonName(uint32_t first, uint32_t last) const {
    return std::string(newsroom_.vocabulary.text(first)) + ' ' +
           std::string(newsroom_.vocabulary.text(last));
  }

  void AppendQuote(std::string& out, const Appearance& appearance,
                   uint32_t utterance, const std::string& name) const {
    const Draft& draft = story_.drafts[appearance.draft];
    const QuoteUse& use = draft.uses[appearance.use];
    const PrintedDocument& document = *DocumentOf(appearance);
    const Person& said = story_.utterances[utterance].speaker;
    out.append("{\"schema\":\"prov.truth.quote/1\",\"quote\":\"").append(name);
    out.append("\",\"id\":\"")
        .append(DocumentId(document.number))
        .append("\",");
    AppendSpan(out, "", QuoteSpan(appearance));
    out.append(",\"variant\":\"")
        .append(kVariantNames[static_cast<size_t>(use.variant)])
        .append("\",\"speaker\":\"")
        .append(PersonName(use.first, use.last))
        .append("\",");
    AppendSpan(out, "speaker_", Cover(document, appearance.speaker));
    out.append(",\"said_by\":\"").append(PersonName(said.first, said.last));
    out.append("\",\"credited\":").append(CreditedOf(draft));
    out.append(",\"cited\":");
    if (appearance.cited.empty()) {
      out.append("null}\n");
      return;
    }
    out.append("\"").append(newsroom_.world.outlets[use.cited].name);
    out.append("\",");
    AppendSpan(out, "cited_", Cover(document, appearance.cited));
    out.append("}\n");
  }

  // The agency that the text as a whole is credited to, but for its own copy.
  std::string CreditedOf(const Draft& draft) const {
    if (draft.agency == kNobody || draft.agency == draft.outlet) return "null";
    return '"' + newsroom_.world.outlets[draft.agency].name + '"';
  }

  void AppendQuotePassage(std::string& out, const std::vector<Appearance>& seen,
                          uint32_t utterance, const std::string& name) const {
    std::vector<Occurrence> occurrences;
    for (const Appearance& appearance : seen) {
      if (story_.drafts[appearance.draft].parent != kNobody) return;
      if (appearance.kept < kMinPassageWords) continue;
      const PrintedDocument& document = *DocumentOf(appearance);
      const WordSpan span = Cover(document, appearance.words);
      occurrences.push_back(
          {document.number, span, appearance.kept,
           static_cast<uint32_t>(story_.utterances[utterance].words.size()),
           WordsIn(document, span)});
    }
    if (occurrences.size() >= 2) {
      AppendPassage(out, name, "quote", occurrences);
    }
  }

  void AppendChain(std::string& out, const Chain& chain,
                   const std::string& name) const {
    const auto id = [this](uint32_t draft) {
      return numbers_[draft] == kNoNumber
                 ? std::string("null")
                 : '"' + DocumentId(numbers_[draft]) + '"';
    };
    const uint32_t outlet = story_.drafts[chain.first].outlet;
    out.append("{\"schema\":\"prov.truth.chain/1\",\"quote\":\"")
        .append(name)
        .append("\",\"first\":")
        .append(id(chain.first))
        .append(",\"first_outlet\":\"")
        .append(newsroom_.world.outlets[outlet].name)
        .append("\",\"earliest\":")
        .append(id(chain.earliest))
        .append(",\"links\":[");
    for (const ChainLink& link : chain.links) {
      if (&link != chain.links.data()) out.push_back(',');
      out.append("{\"from\":").append(id(link.from));
      out.append(",\"to\":").append(id(link.to));
      out.append(",\"relation\":\"").append(link.relation).append("\"}");
    }
    out.append("],\"decidable\":").append(chain.decidable ? "true" : "false");
    out.append(",\"deleted\":").append(chain.deleted ? "true" : "false");
    out.append("}\n");
  }

  const PrintedEdition& edition_;
  const Newsroom& newsroom_;
  const Story& story_;
  const std::vector<uint64_t>& numbers_;
};

}  // namespace

QuoteTruth TruthOfQuotes(const PrintedEdition& edition, uint64_t number,
                         const Newsroom& newsroom) {
  QuoteTruth truth;
  for (uint32_t s = 0; s < edition.stories.size(); ++s) {
    const QuoteLines lines(edition, newsroom, s);
    const auto& utterances = edition.stories[s].utterances;
    for (uint32_t u = 0; u < utterances.size(); ++u) {
      lines.Append(u,
                   "q" + std::to_string(number) + "-" +
                       std::to_string(utterances[u].words[0].unit),
                   truth);
    }
  }
  return truth;
}

}  // namespace prov_bench
