// How a text is written, copied and edited, and what is put around it.

#include <algorithm>
#include <array>

#include "clock.h"
#include "edits.h"
#include "story.h"

namespace prov_bench {
namespace {

// Words of an article at each sixteenth of all articles.
constexpr std::array<uint32_t, 17> kLengths = {130, 160, 190, 220, 255, 285,
                                               315, 350, 385, 420, 460, 505,
                                               555, 620, 710, 880, 1300};

constexpr size_t kShortest = 110;  // Words; footers must not make texts alike.
constexpr uint32_t kBackgrounds = 24;

}  // namespace

Backgrounds StoryDesk::MakeBackgrounds(uint64_t seed,
                                       uint32_t& next_unit) const {
  Dice dice(seed);
  Backgrounds backgrounds(kBackgrounds);
  for (Tokens& text : backgrounds) {
    const Cast cast = newsroom_.names.Draw(dice);
    Scribe scribe{dice, cast, text, next_unit++};
    newsroom_.english.Sentence(english_.background, scribe);
    newsroom_.english.Sentence(english_.sentence, scribe);
    if (dice.Percent(50)) newsroom_.english.Sentence(english_.sentence, scribe);
    SetGlue(text[0], kGlueParagraph);
  }
  return backgrounds;
}

uint32_t StoryDesk::DrawWords() {
  const uint32_t place = dice_.Below(16 * 64);
  const uint32_t low = kLengths[place / 64], high = kLengths[place / 64 + 1];
  return low + (high - low) * (place % 64) / 64;
}

Variant StoryDesk::DrawVariant() {
  return static_cast<Variant>(dice_.Weighted({40, 18, 9, 9, 8, 11, 5}));
}

void StoryDesk::WriteTitle(Draft& draft) {
  draft.title.clear();
  Scribe scribe{dice_, story_->cast, draft.title, (*next_unit_)++};
  voice_->language->Sentence(voice_->head, scribe);
}

void StoryDesk::WriteParagraph(Scribe& own) {
  const size_t first = own.out.size();
  const Language& language = *voice_->language;
  if (dice_.Percent(8)) {
    language.Sentence(voice_->background, own);
  } else {
    const size_t sentences = 1 + dice_.Weighted({45, 40, 15});
    for (size_t i = 0; i < sentences; ++i)
      language.Sentence(voice_->sentence, own);
  }
  SetGlue(own.out[first], kGlueParagraph);
}

void StoryDesk::WriteBody(Draft& draft, uint32_t words,
                          uint32_t first_utterance, uint32_t utterances,
                          uint32_t cited) {
  WriteTitle(draft);
  Scribe own{dice_, story_->cast, draft.body, (*next_unit_)++};
  voice_->language->Sentence(voice_->lead, own);
  SetGlue(draft.body[0], kGlueParagraph);
  if (dice_.Percent(30)) voice_->language->Sentence(voice_->sentence, own);
  const bool recycles = dice_.Percent(12) && !draft.german;
  const size_t recycle_at = words / 4 + dice_.Below(words / 2);
  bool recycled = false;
  uint32_t quoted = 0;
  while (draft.body.size() < words || quoted < utterances) {
    if (quoted < utterances &&
        (draft.body.size() >= words || dice_.Percent(30))) {
      const uint32_t number = first_utterance + quoted++;
      const Variant variant =
          story_->count == 1 ? Variant::kIdentical : DrawVariant();
      const Person stranger = newsroom_.names.DrawPerson(dice_);
      quotes_.Print(story_->utterances[number], number, variant, stranger,
                    cited, draft, own);
    }
    WriteParagraph(own);
    if (recycles && !recycled && draft.body.size() > recycle_at) {
      recycled = true;
      const Tokens& text = (*backgrounds_)[dice_.Below(kBackgrounds)];
      draft.body.insert(draft.body.end(), text.begin(), text.end());
    }
  }
  if (dice_.Percent(3)) PasteTwice(draft.body);
}

// A paragraph that is there already, once more at the end.
void StoryDesk::PasteTwice(Tokens& body) {
  const std::vector<size_t> starts = ParagraphStarts(body);
  const size_t i = 1 + dice_.Below(static_cast<uint32_t>(starts.size() - 2));
  const Tokens again(body.begin() + static_cast<std::ptrdiff_t>(starts[i]),
                     body.begin() + static_cast<std::ptrdiff_t>(starts[i + 1]));
  const bool quotes =
      std::any_of(again.begin(), again.end(),
                  [](const Token& token) { return token.use != 0; });
  if (!quotes) body.insert(body.end(), again.begin(), again.end());
}

void StoryDesk::Copy(Draft& draft, uint32_t parent, Relation relation) {
  const Draft& from = story_->drafts[parent];
  draft.parent = parent;
  draft.relation = relation;
  draft.german = from.german;
  draft.body = from.body;
  draft.uses = from.uses;
  if (relation != Relation::kRevision && dice_.Percent(60)) {
    WriteTitle(draft);
  } else {
    draft.title = from.title;
  }
}

void StoryDesk::Pad(Draft& draft, size_t words) {
  if (words == 0) return;
  Tokens more;
  Scribe own{dice_, story_->cast, more, (*next_unit_)++};
  while (more.size() < words) WriteParagraph(own);
  Interleave(draft.body, more, dice_);
}

void StoryDesk::Edit(Draft& draft) {
  if (dice_.Percent(14)) return;  // As it came.
  Scribe own{dice_, story_->cast, draft.body, (*next_unit_)++};
  quotes_.Retouch(draft, own);
  EditTowards(draft, 290 + dice_.Below(700));
}

// With a body of n words, k of them kept and m put in, J = k / (n + m).
void StoryDesk::EditTowards(Draft& draft, uint32_t similarity) {
  const size_t words = draft.body.size();
  const uint32_t target = std::max(similarity, 300u);
  switch (dice_.Weighted({target > 600 ? 40u : 8u, 20, 20, 30, 12})) {
    case 0: {
      Scribe own{dice_, story_->cast, draft.body, (*next_unit_)++};
      ChangeWords(draft.body, ChangeRate(target), *voice_->language, own);
      return;
    }
    case 1:
      CutTail(draft.body, std::max(words * target / 1000, kShortest));
      return;
    case 2:
      Pad(draft, words * (1000 - target) / target);
      return;
    case 3: {
      const uint32_t kept = (1000 + target) / 2;
      CutTail(draft.body, std::max(words * kept / 1000, kShortest));
      const size_t all = draft.body.size() * 1000 / target;
      Pad(draft, all > words ? all - words : 0);
      return;
    }
    default: {  // A lead of its own, and a paragraph less.
      Tokens lead;
      Scribe own{dice_, story_->cast, lead, (*next_unit_)++};
      voice_->language->Sentence(voice_->lead, own);
      SetGlue(lead[0], kGlueParagraph);
      ReplaceLead(draft.body, lead);
      if (draft.body.size() > 2 * kShortest) DropParagraph(draft.body, dice_);
      Scribe changes{dice_, story_->cast, draft.body, (*next_unit_)++};
      ChangeWords(draft.body, 60, *voice_->language, changes);
    }
  }
}

// MILLTON, March 2 (CNA) — The first words of the body...
void StoryDesk::Dateline(const Draft& draft, Tokens& out) {
  const Outlet& outlet = newsroom_.world.outlets[draft.outlet];
  // All datelines of a story are of one origin.
  Scribe own{dice_, story_->cast, out, dateline_unit_};
  own.Push(story_->cast.cities[0],
           kUpper | kGlueParagraph | kSentence | kProtected);
  if (outlet.dated_dateline) {
    SetAfter(out.back(), kComma);
    const Day day = DayOf(draft.issued + outlet.zone_minutes * 60);
    own.Push(
        newsroom_.names.months[static_cast<size_t>(day.month - 1)].words[0],
        kProtected);
    own.Push(newsroom_.names.numbers + static_cast<uint32_t>(day.day),
             kProtected);
  }
  own.index = 3;
  own.Push(newsroom_.world.outlets[draft.agency].short_name.words[0],
           kParenOpen | kParenClose | kProtected);
}

void StoryDesk::Finish(Draft& draft) {
  const Outlet& outlet = newsroom_.world.outlets[draft.outlet];
  // Copies of the body are made by now, so the text takes its place.
  Tokens& text = draft.text;
  text.swap(draft.body);
  Tokens before;
  if (outlet.lead_twice) {
    before.assign(text.begin(),
                  text.begin() + static_cast<std::ptrdiff_t>(LeadEnd(text)));
  }
  const bool credited = draft.agency != kNobody;
  const bool dateline =
      credited && (draft.outlet == draft.agency || draft.article % 4 != 0);
  if (dateline) {
    Dateline(draft, before);
    SetGlue(text[0], kGlueDash);
  }
  text.insert(text.begin(), before.begin(), before.end());
  if (credited && !dateline) {
    const Tokens& tail = newsroom_.world.outlets[draft.agency].tail;
    text.insert(text.end(), tail.begin(), tail.end());
  }
  if (draft.german) return;
  text.insert(text.end(), outlet.footer.begin(), outlet.footer.end());
}

}  // namespace prov_bench
