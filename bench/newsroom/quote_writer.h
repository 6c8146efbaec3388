// Puts spoken words on paper, the way papers do: in many variants, and with the
// speaker and the outlet they come from named in many ways.

#ifndef BENCH_NEWSROOM_QUOTE_WRITER_H_
#define BENCH_NEWSROOM_QUOTE_WRITER_H_

#include <cstdint>

#include "draft.h"
#include "newsroom.h"

namespace prov_bench {

// Words spoken once, at one place and time.
struct Utterance {
  Tokens words;
  Person speaker;
};

class QuoteWriter {
 public:
  explicit QuoteWriter(const Newsroom& newsroom) : newsroom_(newsroom) {}

  // One of the Q patterns, of a unit of its own.
  Utterance Speak(const Voice& voice, const Cast& cast, uint32_t unit,
                  Dice& dice) const;

  // Appends a paragraph to draft.body, which is what `own` writes to, and a use
  // to draft.uses.  `stranger` speaks where the quote is misattributed; the
  // cited outlet is kNobody for none.
  void Print(const Utterance& utterance, uint32_t number, Variant variant,
             const Person& stranger, uint32_t cited, Draft& draft,
             Scribe& own) const;

  // What a desk does to the quotes of a copied text: now and then it changes a
  // word, in brackets or without, and the use's variant with it.
  void Retouch(Draft& draft, Scribe& own) const;

 private:
  struct Job;  // One paragraph in the making.

  const Language& LanguageOf(const Draft& draft) const {
    return draft.german ? newsroom_.german : newsroom_.english;
  }
  static Tokens Vary(const Language& language, const Utterance& utterance,
                     Variant variant, Scribe& own);
  void Word(Job& job, const char* word, uint32_t marks = 0) const;
  void Spoken(Job& job, uint32_t after) const;
  void Speaker(Job& job, bool full) const;
  void Cited(Job& job, const char* article) const;
  void Uncited(Job& job) const;
  void CitedForms(Job& job) const;
  void GermanForms(Job& job) const;

  const Newsroom& newsroom_;
};

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_QUOTE_WRITER_H_
