// Paragraph by paragraph: the rules read a speaker from the quote's own
// sentence; where they find none it is that of the quote or the sentence before
// it.  Names and pronouns are resolved when all paragraphs are read.
//
// Held by read_quotes_test.cc; measured by bench/quotes.sh.

#include "libprov/quote/read_quotes.h"

#include <algorithm>
#include <string>

#include "libprov/quote/citation_rules.h"
#include "libprov/quote/cited_outlet.h"
#include "libprov/quote/extract_quotes.h"
#include "libprov/quote/people.h"
#include "libprov/quote/sentence_words.h"
#include "libprov/quote/span_near.h"
#include "libprov/quote/speaker_rules.h"
#include "libprov/quote/word_classes.h"

namespace prov {
namespace {

using Kind = SentenceWord::Kind;

class Reader {
 public:
  Reader(std::string_view text, const WordClasses& classes,
         const OutletBook& book, const std::vector<Paragraph>& paragraphs,
         const std::vector<Quote>& quotes)
      : text_(text),
        classes_(classes),
        book_(book),
        paragraphs_(paragraphs),
        quotes_(quotes),
        speakers_(quotes.size()),
        inherited_from_(quotes.size(), kNoQuote),
        classes_of_(quotes.size()),
        cited_(quotes.size()),
        people_(text) {}

  void Run() {
    uint32_t quote = 0;
    for (const Paragraph& paragraph : paragraphs_) {
      words_ = SentenceWords(text_, paragraph, quotes_, quote, classes_);
      people_.AddParagraph(words_, classes_.is_german());
      ReadSignature();
      ReadParagraph();
      while (quote < quotes_.size() &&
             quotes_[quote].span.begin_byte < paragraph.end) {
        ++quote;
      }
      before_ = std::move(words_);
    }
    for (uint32_t i = 0; i < quotes_.size(); ++i) {
      if (quotes_[i].parent != kNoQuote) ReadNested(i);
    }
    // A speaker named at the end of several paragraphs of one quote.
    for (uint32_t i = static_cast<uint32_t>(quotes_.size()); i-- > 1;) {
      if ((quotes_[i].flags & kQuoteContinued) != 0 &&
          !speakers_[Outermost(i - 1)].has_value()) {
        Inherit(Outermost(i - 1), i, "goes-on");
      }
    }
    ResolveNames();
  }

  std::vector<std::optional<SpeakerMention>>& speakers() { return speakers_; }
  std::vector<std::optional<CitedOutlet>>& cited() { return cited_; }

 private:
  // A speaker as found, and the classes of its pronoun.
  struct Found {
    SpeakerMention mention;
    uint32_t classes = 0;
  };

  void ReadParagraph() {
    const SpeakerRules rules(text_, words_, quotes_, classes_.is_german());
    std::optional<size_t> last;  // The last quote of this paragraph, its word.
    for (size_t at = 0; at < words_.size(); ++at) {
      if (words_[at].kind != Kind::kQuote) continue;
      ReadQuote(rules, at, last);
      if (speakers_[words_[at].quote].has_value() || !last.has_value()) {
        last = at;
      }
    }
    ReadCitations(rules.phrases());
  }

  void ReadCitations(const PhraseFinder& phrases) {
    const std::vector<OutletCitation> citations =
        FindCitations(text_, words_, phrases, book_, classes_.is_german());
    const CitationRules rules(text_, words_, phrases, citations);
    for (size_t at = 0; at < words_.size(); ++at) {
      if (words_[at].kind != Kind::kQuote) continue;
      Cite(rules, at);
    }
    if (!citations.empty()) last_citation_ = citations.back();
  }

  void Cite(const CitationRules& rules, size_t at) {
    const uint32_t number = words_[at].quote;
    const OutletCitation* cited =
        rules.Of(at, quotes_[number], speakers_[number]);
    if (cited == nullptr && last_citation_.has_value() &&
        rules.IsQuotedByNobody(at)) {
      cited = &*last_citation_;
    }
    if (cited != nullptr) {
      cited_[number] =
          CitedOutlet{.outlet = cited->outlet,
                      .form = cited->form,
                      .span = SpanOf(cited->begin_byte, cited->end_byte,
                                     quotes_[number].span)};
    } else if (inherited_from_[number] != kNoQuote) {
      cited_[number] = cited_[inherited_from_[number]];
    }
  }

  // - Ana Ruiz, below a paragraph that is a quote from end to end.
  void ReadSignature() {
    if (before_.size() != 1 || before_[0].kind != Kind::kQuote) return;
    const SpeakerRules rules(text_, words_, quotes_, classes_.is_german());
    const std::optional<Attribution> found = rules.Signature(0);
    if (found.has_value()) Set(before_[0].quote, *found, words_);
  }

  void ReadQuote(const SpeakerRules& rules, size_t at,
                 std::optional<size_t> last) {
    const uint32_t number = words_[at].quote;
    const Quote& quote = quotes_[number];
    if ((quote.flags & kQuoteContinued) != 0 && number > 0 &&
        speakers_[Outermost(number - 1)].has_value()) {
      Inherit(number, Outermost(number - 1), "goes-on");
      return;
    }
    std::optional<Attribution> found = rules.Own(at);
    if (found.has_value()) return Set(number, *found, words_);
    const std::optional<size_t> same = rules.SameSentence(at);
    if (same.has_value() && speakers_[words_[*same].quote].has_value()) {
      return Inherit(number, words_[*same].quote, "same-sentence");
    }
    if (quote.type == QuoteType::kTitle || quote.type == QuoteType::kScare) {
      return;
    }
    found = rules.Late(at);
    if (found.has_value()) return Set(number, *found, words_);
    if (rules.IsReported(at)) return ReadReported(rules, at);
    if (!rules.BeginsSentence(at)) {
      found = rules.Subject(at);
      if (found.has_value()) Set(number, *found, words_);
      return;
    }
    if (at > 0) {
      found = rules.LeadIn(at);
      if (found.has_value()) return Set(number, *found, words_);
      if (last.has_value()) Inherit(number, words_[*last].quote, "goes-on");
      return;
    }
    AfterParagraph(number);
  }

  // In a sentence of reported speech: who is named with a verb of saying in the
  // sentences before it, as far back as they are reported, too.
  void ReadReported(const SpeakerRules& rules, size_t at) {
    const uint32_t number = words_[at].quote;
    size_t begin = rules.phrases().SentenceBegin(at);
    for (int sentences = 0; begin > 0 && sentences < 4; ++sentences) {
      const size_t end = begin;
      begin = rules.phrases().SentenceBegin(end - 1 > 0 ? end - 2 : 0);
      for (size_t i = end; i-- > begin;) {
        if (words_[i].kind == Kind::kQuote &&
            speakers_[words_[i].quote].has_value()) {
          return Inherit(number, words_[i].quote, "goes-on");
        }
      }
      const std::optional<Attribution> found = rules.Reporter(begin, end);
      if (found.has_value()) return Set(number, *found, words_);
      if (!rules.IsReported(begin)) return;
    }
    if (begin == 0) AfterParagraph(number);
  }

  // A quote that begins its paragraph, and that nothing in it gives a speaker.
  void AfterParagraph(uint32_t number) {
    if (before_.empty()) return;
    const SpeakerRules rules(text_, before_, quotes_, classes_.is_german());
    const std::optional<Attribution> found = rules.LeadIn(before_.size());
    if (found.has_value()) return Set(number, *found, before_);
    for (size_t i = before_.size(); i-- > 0;) {
      if (before_[i].kind == Kind::kQuote &&
          speakers_[before_[i].quote].has_value()) {
        return Inherit(number, before_[i].quote, "goes-on");
      }
    }
  }

  // Within the words of the quote around it.
  void ReadNested(uint32_t number) {
    const Quote& outer = quotes_[quotes_[number].parent];
    std::vector<Quote> inner = {quotes_[number]};
    inner[0].parent = kNoQuote;
    const std::vector<SentenceWord> words = SentenceWords(
        text_, {.begin = outer.span.begin_byte, .end = outer.span.end_byte},
        inner, 0, classes_);
    const SpeakerRules rules(text_, words, inner, classes_.is_german());
    for (size_t at = 0; at < words.size(); ++at) {
      if (words[at].kind != Kind::kQuote) continue;
      const std::optional<Attribution> found = rules.Own(at);
      if (found.has_value()) Set(number, *found, words);
    }
  }

  uint32_t Outermost(uint32_t number) const {
    while (quotes_[number].parent != kNoQuote) number = quotes_[number].parent;
    return number;
  }

  void Inherit(uint32_t to, uint32_t from, const char* rule) {
    speakers_[to] = speakers_[from];
    classes_of_[to] = classes_of_[from];
    if (!speakers_[to].has_value()) return;
    speakers_[to]->rule = rule;
    speakers_[to]->inherited = true;
    inherited_from_[to] = from;
  }

  void Set(uint32_t number, const Attribution& found,
           const std::vector<SentenceWord>& words) {
    const NounPhrase& phrase = found.speaker;
    SpeakerMention mention{.kind = phrase.kind, .rule = found.rule};
    const size_t end = phrase.kind == SpeakerMention::Kind::kNominal
                           ? phrase.end
                           : phrase.head_end;
    mention.span = SpanOf(words[phrase.head_begin].begin, words[end - 1].end,
                          quotes_[number].span);
    mention.name =
        text_.substr(mention.span.begin_byte,
                     mention.span.end_byte - mention.span.begin_byte);
    if (phrase.antecedent_end > phrase.antecedent_begin) {
      mention.name = text_.substr(words[phrase.antecedent_begin].begin,
                                  words[phrase.antecedent_end - 1].end -
                                      words[phrase.antecedent_begin].begin);
    }
    if (found.cue_end > found.cue_begin) {
      mention.cue = text_.substr(
          words[found.cue_begin].begin,
          words[found.cue_end - 1].end - words[found.cue_begin].begin);
    }
    classes_of_[number] = words[phrase.head_begin].classes;
    if (phrase.kind == SpeakerMention::Kind::kName) {
      people_.AddSpeaker(mention.name, mention.span.begin_byte);
    }
    speakers_[number] = std::move(mention);
  }

  TokenSpan SpanOf(uint32_t begin, uint32_t end, const TokenSpan& near) const {
    return SpanNear(text_, begin, end, near);
  }

  void ResolveNames() {
    people_.Close();
    for (size_t i = 0; i < speakers_.size(); ++i) {
      if (!speakers_[i].has_value()) continue;
      SpeakerMention& mention = *speakers_[i];
      switch (mention.kind) {
        case SpeakerMention::Kind::kName:
          mention.name = people_.FullName(mention.name);
          break;
        case SpeakerMention::Kind::kPronoun:
          if ((classes_of_[i] & kRelative) != 0) {
            mention.name = people_.FullName(mention.name);
            break;
          }
          mention.name =
              people_.Resolve(classes_of_[i], mention.span.begin_byte);
          break;
        case SpeakerMention::Kind::kNominal:
          for (const std::string_view article :
               {"the ", "The ", "a ", "A ", "an ", "An ", "der ", "die ",
                "das ", "Der ", "Die ", "Das ", "ein ", "eine ", "Ein ",
                "Eine "}) {
            if (mention.name.starts_with(article)) {
              mention.name.erase(0, article.size());
              break;
            }
          }
      }
    }
  }

  std::string_view text_;
  const WordClasses& classes_;
  const OutletBook& book_;
  const std::vector<Paragraph>& paragraphs_;
  const std::vector<Quote>& quotes_;
  std::vector<std::optional<SpeakerMention>> speakers_;
  std::vector<uint32_t> inherited_from_;  // Quotes.
  std::vector<uint32_t> classes_of_;      // Of the first word of each speaker.
  std::vector<std::optional<CitedOutlet>> cited_;
  std::optional<OutletCitation> last_citation_;
  People people_;
  std::vector<SentenceWord> words_;   // Of the paragraph at work.
  std::vector<SentenceWord> before_;  // Of the one before it.
};

}  // namespace

TextQuotes ReadQuotes(std::string_view text, std::string_view outlet,
                      const OutletBook& book) {
  TextQuotes result;
  const std::vector<Paragraph> paragraphs = FindParagraphs(text);
  const std::vector<Quote> quotes = ExtractQuotes(text, paragraphs);
  if (quotes.empty()) return result;
  result.quotes.resize(quotes.size());
  for (size_t i = 0; i < quotes.size(); ++i) result.quotes[i].quote = quotes[i];
  result.language = LanguageOf(text);
  const WordClasses* const classes = WordClasses::Of(result.language);
  if (classes != nullptr) {
    Reader reader(text, *classes, book, paragraphs, quotes);
    reader.Run();
    for (size_t i = 0; i < quotes.size(); ++i) {
      result.quotes[i].speaker = std::move(reader.speakers()[i]);
      result.quotes[i].cited = std::move(reader.cited()[i]);
    }
  }
  const std::optional<CitedOutlet> of_all =
      TextCitation(text, outlet, book, quotes[0].span);
  for (AttributedQuote& read : result.quotes) {
    if (!read.cited.has_value()) read.cited = of_all;
  }
  return result;
}

}  // namespace prov
