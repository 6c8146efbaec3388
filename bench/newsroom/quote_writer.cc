#include "quote_writer.h"

#include <algorithm>

namespace prov_bench {
namespace {

constexpr size_t kMinRetouched = 8;  // Words of a quote.

// A word inside the quote that has other words of its kind.
size_t PickWord(const Language& language, const Tokens& words, Dice& dice) {
  const auto inside = static_cast<uint32_t>(words.size() - 2);
  size_t picked = 1 + dice.Below(inside);
  for (int tries = 0; tries < 20; ++tries) {
    if (language.HasKind(words[picked].word)) break;
    picked = 1 + dice.Below(inside);
  }
  return picked;
}

}  // namespace

struct QuoteWriter::Job {
  Scribe& own;
  const Person& speaker;
  Tokens spoken;  // As printed.
  uint32_t outlet = kNobody;
  uint16_t use = 0;
  bool whole = true;  // Begins with a capital.
  bool german = false;
};

Utterance QuoteWriter::Speak(const Voice& voice, const Cast& cast,
                             uint32_t unit, Dice& dice) const {
  Utterance utterance;
  Scribe scribe{dice, cast, utterance.words, unit};
  voice.language->Expand(voice.speech, scribe);
  utterance.speaker = cast.persons[dice.Below(Cast::kPersons)];
  for (Token& token : utterance.words) token.marks |= kProtected;
  return utterance;
}

Tokens QuoteWriter::Vary(const Language& language, const Utterance& utterance,
                         Variant variant, Scribe& own) {
  Tokens words = utterance.words;
  const auto count = static_cast<uint32_t>(words.size());
  Dice& dice = own.dice;
  const auto at = [&words](uint32_t i) {
    return words.begin() + static_cast<std::ptrdiff_t>(i);
  };
  switch (variant) {
    case Variant::kIdentical:
    case Variant::kMisattributed:
      break;
    case Variant::kFragment: {
      const uint32_t keep = std::max(6u, count * (45 + dice.Below(30)) / 100);
      const uint32_t skip = dice.Below(count - keep + 1);
      words.assign(at(skip), at(skip + keep));
      break;
    }
    case Variant::kBracket: {
      Token& token = words[PickWord(language, words, dice)];
      token.word = language.Similar(token.word, dice);
      token.marks |= kBracketOpen | kBracketClose;
      token.unit = own.unit;
      token.index = own.index++;
      break;
    }
    case Variant::kEllipsis: {
      const uint32_t gap = 2 + dice.Below(3);
      const uint32_t from = 3 + dice.Below(count - gap - 5);
      words.erase(at(from), at(from + gap));
      words[from - 1].marks |= kEllipsisAfter;
      SetAfter(words[from - 1], 0);
      break;
    }
    case Variant::kMarks:
      for (uint32_t i = 0; i + 1 < words.size(); ++i) {
        if ((words[i].marks & kAfterMask) == kComma) {
          SetAfter(words[i], 0);
          SetGlue(words[i + 1], kGlueDash);
        }
      }
      break;
    case Variant::kWordEdit:
      for (uint32_t i = 0, edits = 1 + dice.Below(2); i < edits; ++i) {
        Token& token = words[PickWord(language, words, dice)];
        token.word = language.Similar(token.word, dice);
        token.unit = own.unit;
        token.index = own.index++;
      }
      break;
  }
  return words;
}

void QuoteWriter::Word(Job& job, const char* word, uint32_t marks) const {
  job.own.Push(newsroom_.vocabulary.Find(word),
               marks | kProtected | kAttribution);
  job.own.out.back().use = job.use;
}

void QuoteWriter::Spoken(Job& job, uint32_t after) const {
  Tokens& words = job.spoken;
  words.front().marks |= kQuoteOpen | (job.whole ? uint32_t{kCapital} : 0u);
  words.back().marks |= kQuoteClose;
  SetAfter(words.back(), after);
  for (Token& token : words) token.use = job.use;
  job.own.out.insert(job.own.out.end(), words.begin(), words.end());
}

void QuoteWriter::Speaker(Job& job, bool full) const {
  const Person& person = job.speaker;
  const auto mention = [&job](uint32_t word) {
    job.own.Push(word, kSpeaker | kProtected);
    job.own.out.back().use = job.use;
  };
  if (full) {
    const uint32_t office = job.german ? 0 : person.office.size;
    for (uint32_t i = 0; i < office; ++i) {
      job.own.Push(person.office.words[i], kProtected | kAttribution);
      job.own.out.back().use = job.use;
    }
    mention(person.first);
  }
  mention(person.last);
}

void QuoteWriter::Cited(Job& job, const char* article) const {
  const Outlet& outlet = newsroom_.world.outlets[job.outlet];
  Word(job, article);
  for (uint32_t i = 0; i < outlet.words.size; ++i) {
    job.own.Push(outlet.words.words[i], kCited | kProtected);
    job.own.out.back().use = job.use;
  }
}

void QuoteWriter::Uncited(Job& job) const {
  Tokens& out = job.own.out;
  if (!job.whole) {  // Mayor Ana Ruiz spoke of "...".
    Speaker(job, true);
    Word(job, "spoke");
    Word(job, "of");
    Spoken(job, kStop);
    return;
  }
  switch (job.own.dice.Weighted({30, 25, 15, 10, 10, 10})) {
    case 0:  // "...," said Mayor Ana Ruiz.
      Spoken(job, kComma);
      Word(job, "said");
      Speaker(job, true);
      break;
    case 1:  // "...," Ruiz said.
      Spoken(job, kComma);
      Speaker(job, job.own.dice.Percent(40));
      Word(job, "said");
      break;
    case 2:  // Ruiz told reporters: "..."
      Speaker(job, true);
      Word(job, "told");
      Word(job, "reporters");
      Word(job, "in");
      job.own.Push(job.own.cast.cities[1], kColon | kProtected | kAttribution);
      out.back().use = job.use;
      Spoken(job, kStop);
      return;
    case 3:  // According to Ruiz, "..."
      Word(job, "according");
      Word(job, "to");
      Speaker(job, true);
      SetAfter(out.back(), kComma);
      Spoken(job, kStop);
      return;
    case 4:  // "..." Ruiz added.
      Spoken(job, kComma);
      Speaker(job, true);
      Word(job, "added");
      break;
    default:  // Mayor Ana Ruiz came to Millton. "...," she said.
      Speaker(job, true);
      for (size_t i = out.size(); i-- > 0 && out[i].use == job.use;) {
        out[i].marks &= ~uint32_t{kSpeaker};
        out[i].marks |= kAttribution;
      }
      Word(job, "came");
      Word(job, "to");
      job.own.Push(job.own.cast.cities[0], kStop | kProtected | kAttribution);
      out.back().use = job.use;
      Spoken(job, kComma);
      Word(job, job.speaker.female ? "she" : "he", kSpeaker);
      out.back().marks &= ~uint32_t{kAttribution};
      Word(job, "said");
  }
  SetAfter(out.back(), kStop);
}

void QuoteWriter::CitedForms(Job& job) const {
  Tokens& out = job.own.out;
  switch (job.own.dice.Weighted({40, 20, 6, 34})) {
    case 0:  // "...," Ruiz told the Millton Post.
      Spoken(job, kComma);
      Speaker(job, true);
      Word(job, "told");
      Cited(job, "the");
      break;
    case 1:  // Ruiz told the Millton Post: "..."
      Speaker(job, true);
      Word(job, "told");
      Cited(job, "the");
      SetAfter(out.back(), kColon);
      Spoken(job, kStop);
      return;
    case 2:  // Ruiz was quoted by the Millton Post as saying: "..."
      Speaker(job, true);
      Word(job, "was");
      Word(job, "quoted");
      Word(job, "by");
      Cited(job, "the");
      Word(job, "as");
      Word(job, "saying", kColon);
      Spoken(job, kStop);
      return;
    default:  // "...," Ruiz said, the Millton Post reported.
      Spoken(job, kComma);
      Speaker(job, true);
      Word(job, "said", kComma);
      Cited(job, "the");
      Word(job, "reported");
  }
  SetAfter(out.back(), kStop);
}

void QuoteWriter::GermanForms(Job& job) const {
  Tokens& out = job.own.out;
  if (!job.whole) {  // Ana Ruiz sprach von „...“.
    Speaker(job, true);
    Word(job, "sprach");
    Word(job, "von");
    Spoken(job, kStop);
    return;
  }
  if (job.own.dice.Percent(50)) {  // Ana Ruiz sagte: „...“.
    Speaker(job, true);
    Word(job, job.own.dice.Percent(50) ? "sagte" : "erklärte");
    if (job.outlet != kNobody) Cited(job, "dem");
    SetAfter(out.back(), kColon);
    Spoken(job, kStop);
    return;
  }
  Spoken(job, kComma);  // „...“, sagte Ana Ruiz, wie der Bote berichtete.
  Word(job, "sagte");
  Speaker(job, job.own.dice.Percent(70));
  if (job.outlet != kNobody) {
    SetAfter(out.back(), kComma);
    Word(job, "wie");
    Cited(job, "der");
    Word(job, "berichtete");
  }
  SetAfter(out.back(), kStop);
}

void QuoteWriter::Print(const Utterance& utterance, uint32_t number,
                        Variant variant, const Person& stranger, uint32_t cited,
                        Draft& draft, Scribe& own) const {
  const bool pauses = std::any_of(
      utterance.words.begin(), utterance.words.end(),
      [](const Token& token) { return (token.marks & kAfterMask) == kComma; });
  if (variant == Variant::kMarks && !pauses) variant = Variant::kIdentical;
  const Person& speaker =
      variant == Variant::kMisattributed ? stranger : utterance.speaker;
  draft.uses.push_back({number, variant, speaker.first, speaker.last, cited});
  Job job{own, speaker, Vary(LanguageOf(draft), utterance, variant, own)};
  job.outlet = cited;
  job.use = static_cast<uint16_t>(draft.uses.size());
  job.german = draft.german;
  job.whole = variant != Variant::kFragment;
  const size_t first = own.out.size();
  if (job.german) {
    GermanForms(job);
  } else if (cited == kNobody) {
    Uncited(job);
  } else {
    CitedForms(job);
  }
  SetGlue(own.out[first], kGlueParagraph);
  own.out[first].marks |= kSentence;
  if ((own.out[first].marks & kQuoteOpen) == 0 || job.whole) {
    own.out[first].marks |= kCapital;
  }
}

void QuoteWriter::Retouch(Draft& draft, Scribe& own) const {
  for (size_t use = 0; use < draft.uses.size(); ++use) {
    if (draft.uses[use].variant != Variant::kIdentical) continue;
    if (!own.dice.Percent(12)) continue;
    std::vector<Token*> words;
    for (Token& token : draft.body) {
      const bool spoken =
          (token.marks & (kSpeaker | kCited | kAttribution)) == 0;
      if (token.use == use + 1 && spoken) words.push_back(&token);
    }
    if (words.size() < kMinRetouched) continue;
    const bool bracket = own.dice.Percent(40);
    Token& token =
        *words[1 + own.dice.Below(static_cast<uint32_t>(words.size() - 2))];
    if (!LanguageOf(draft).HasKind(token.word)) continue;
    token.word = LanguageOf(draft).Similar(token.word, own.dice);
    token.unit = own.unit;
    token.index = own.index++;
    if (bracket) token.marks |= kBracketOpen | kBracketClose;
    draft.uses[use].variant = bracket ? Variant::kBracket : Variant::kWordEdit;
  }
}

}  // namespace prov_bench
