#include "edits.h"

#include <algorithm>
#include <array>

namespace prov_bench {
namespace {

// At .3, .4 ... 1.
constexpr std::array<uint32_t, 8> kRates = {1433, 1060, 779, 559,
                                            381,  233,  108, 0};

// A word that others lean on: punctuation, quote marks, a sentence's start.
bool HasNeighbours(const Token& token) { return token.marks != 0; }

}  // namespace

uint32_t ChangeRate(uint32_t similarity) {
  const uint32_t place = std::min(similarity, 999u) - 300;
  const uint32_t low = kRates[place / 100], high = kRates[place / 100 + 1];
  return low - (low - high) * (place % 100) / 100;
}

void ChangeWords(Tokens& body, uint32_t rate, const Language& language,
                 Scribe& scribe) {
  Tokens changed;
  changed.reserve(body.size() + body.size() / 8);
  for (const Token& token : body) {
    if ((token.marks & kProtected) != 0 || scribe.dice.Below(10000) >= rate) {
      changed.push_back(token);
      continue;
    }
    const size_t kind = scribe.dice.Weighted({66, 17, 17});
    if (kind == 1 && !HasNeighbours(token)) continue;
    const bool put_in = kind == 2 && (token.marks & kGlueMask) == 0 &&
                        (token.marks & kSentence) == 0;
    Token fresh{0, 0, scribe.unit, scribe.index++, 0};
    if (put_in) {
      fresh.word = language.AnyWord(scribe.dice);
      changed.push_back(fresh);
      changed.push_back(token);
    } else {
      fresh.word = language.Similar(token.word, scribe.dice);
      fresh.marks = token.marks & ~uint32_t{kDollar};
      changed.push_back(fresh);
    }
  }
  body.swap(changed);
}

void CutTail(Tokens& body, size_t keep) {
  if (keep >= body.size()) return;
  const size_t lead = LeadEnd(body);
  size_t cut = keep;
  while (cut > lead && (body[cut].marks & kSentence) == 0) --cut;
  body.resize(std::max(cut, lead));
}

void DropParagraph(Tokens& body, Dice& dice) {
  const std::vector<size_t> starts = ParagraphStarts(body);
  if (starts.size() < 4) return;
  const size_t i = 1 + dice.Below(static_cast<uint32_t>(starts.size() - 2));
  body.erase(body.begin() + static_cast<std::ptrdiff_t>(starts[i]),
             body.begin() + static_cast<std::ptrdiff_t>(starts[i + 1]));
}

void Interleave(Tokens& body, const Tokens& more, Dice& dice) {
  const std::vector<size_t> ours = ParagraphStarts(body);
  const std::vector<size_t> theirs = ParagraphStarts(more);
  Tokens mixed;
  mixed.reserve(body.size() + more.size());
  size_t i = 0, j = 0;
  while (i + 1 < ours.size() || j + 1 < theirs.size()) {
    const size_t left = ours.size() - 1 - i, right = theirs.size() - 1 - j;
    const bool own =
        i == 0 || dice.Below(static_cast<uint32_t>(left + right)) < left;
    const Tokens& from = own ? body : more;
    const std::vector<size_t>& starts = own ? ours : theirs;
    const size_t k = own ? i++ : j++;
    mixed.insert(mixed.end(),
                 from.begin() + static_cast<std::ptrdiff_t>(starts[k]),
                 from.begin() + static_cast<std::ptrdiff_t>(starts[k + 1]));
  }
  body.swap(mixed);
}

void ReplaceLead(Tokens& body, const Tokens& lead) {
  const auto end = body.begin() + static_cast<std::ptrdiff_t>(LeadEnd(body));
  body.erase(body.begin(), end);
  body.insert(body.begin(), lead.begin(), lead.end());
}

size_t LeadEnd(std::span<const Token> body) {
  size_t end = 1;
  while (end < body.size() && !StartsParagraph(body[end])) ++end;
  return end;
}

std::vector<size_t> ParagraphStarts(std::span<const Token> body) {
  std::vector<size_t> starts;
  for (size_t i = 0; i < body.size(); ++i) {
    if (i == 0 || StartsParagraph(body[i])) starts.push_back(i);
  }
  starts.push_back(body.size());
  return starts;
}

}  // namespace prov_bench
