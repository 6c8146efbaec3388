#include "word_hashes.h"

#include <algorithm>
#include <array>
#include <string>

#include "../lines.h"
#include "../random.h"

namespace prov_bench {
namespace {

struct Fold {
  std::string_view letter, folded;
};

constexpr std::array<Fold, 15> kFolds = {{{"ä", "a"},
                                          {"ö", "o"},
                                          {"ü", "u"},
                                          {"Ä", "a"},
                                          {"Ö", "o"},
                                          {"Ü", "u"},
                                          {"ß", "ss"},
                                          {"é", "e"},
                                          {"è", "e"},
                                          {"ê", "e"},
                                          {"á", "a"},
                                          {"à", "a"},
                                          {"ç", "c"},
                                          {"ñ", "n"},
                                          {"É", "e"}}};
constexpr std::array<std::string_view, 11> kSeparators = {
    "“", "”", "„", "«", "»", "‹", "›", "‚", "—", "–", "…"};

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// What stands at `text`: its size in bytes, and the letters it folds to.
struct Piece {
  enum Kind { kLetter, kDigit, kApostrophe, kSeparator } kind = kSeparator;
  size_t size = 1;
  std::string_view folded;
};

Piece PieceAt(std::string_view text) {
  static constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
  const char c = text[0];
  if (IsLetter(c)) {
    return {Piece::kLetter, 1,
            kLower.substr(static_cast<size_t>((c | 0x20) - 'a'), 1)};
  }
  if (IsDigit(c)) return {Piece::kDigit, 1, text.substr(0, 1)};
  if (c == '\'') return {Piece::kApostrophe, 1, {}};
  if (static_cast<unsigned char>(c) < 0x80) return {};
  for (const Fold& fold : kFolds) {
    if (text.starts_with(fold.letter)) {
      return {Piece::kLetter, fold.letter.size(), fold.folded};
    }
  }
  for (const std::string_view mark : {"‘", "’"}) {
    if (text.starts_with(mark)) return {Piece::kApostrophe, mark.size(), {}};
  }
  for (const std::string_view mark : kSeparators) {
    if (text.starts_with(mark)) return {Piece::kSeparator, mark.size(), {}};
  }
  Fail("newsroom", "a letter that word_hashes.cc does not know");
}

uint64_t Absorb(uint64_t hash, std::string_view letters) {
  for (const char c : letters) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  }
  return hash;
}

}  // namespace

std::vector<NormalWord> NormalWords(std::string_view text) {
  constexpr uint64_t kStart = 0xcbf29ce484222325;
  std::vector<NormalWord> words;
  words.reserve(text.size() / 5);
  NormalWord word{kStart, 0, 0};
  bool open = false, after_letter = false;
  const auto close = [&] {
    if (open) {
      word.hash = Random(word.hash).Next();
      words.push_back(word);
    }
    open = after_letter = false;
  };
  for (size_t i = 0; i < text.size();) {
    const Piece piece = PieceAt(text.substr(i));
    const size_t next = i + piece.size;
    if (piece.kind == Piece::kApostrophe) {
      const bool inside = after_letter && next < text.size() &&
                          PieceAt(text.substr(next)).kind == Piece::kLetter;
      if (!inside) close();
    } else if (piece.kind == Piece::kSeparator) {
      close();
    } else {
      if (!open) word = {kStart, static_cast<uint32_t>(i), 0};
      open = true;
      after_letter = piece.kind == Piece::kLetter;
      word.hash = Absorb(word.hash, piece.folded);
      word.end_byte = static_cast<uint32_t>(next);
    }
    i = next;
  }
  close();
  return words;
}

uint64_t RunHash(const NormalWord* first, size_t width) {
  uint64_t hash = width;
  for (size_t i = 0; i < width; ++i) {
    hash = Random(hash * 3 ^ first[i].hash).Next();
  }
  return hash;
}

std::vector<uint64_t> ShingleSet(const std::vector<NormalWord>& words,
                                 size_t width) {
  std::vector<uint64_t> runs;
  if (!words.empty()) {
    width = std::min(width, words.size());
    for (size_t i = 0; i + width <= words.size(); ++i) {
      runs.push_back(RunHash(&words[i], width));
    }
  }
  std::sort(runs.begin(), runs.end());
  runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
  return runs;
}

}  // namespace prov_bench
