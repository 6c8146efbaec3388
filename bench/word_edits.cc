// An edit of strength k touches the first k places of a seeded permutation of
// the words, so strength k + 1 contains strength k and similarity falls with k;
// the largest k that stays at or above the target is found by bisection, with
// an exact count over 5-word runs at every step.

#include "word_edits.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <functional>
#include <numeric>

namespace prov_bench {
namespace {

constexpr size_t kRunWords = 5;

// Sorted distinct hashes of all runs of five words, case and edge punctuation
// aside.
std::vector<uint64_t> RunHashes(std::string_view text) {
  std::vector<uint64_t> words;
  std::string folded;
  for (const Word& word : SplitWords(text)) {
    folded.clear();
    for (const char c : word.letters) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte >= 0x80 || std::isalnum(byte) != 0) {
        folded.push_back(static_cast<char>(std::tolower(byte)));
      }
    }
    if (!folded.empty()) words.push_back(std::hash<std::string>()(folded));
  }
  std::vector<uint64_t> runs;
  for (size_t i = 0; i + kRunWords <= words.size(); ++i) {
    uint64_t hash = 0;
    for (size_t j = i; j < i + kRunWords; ++j) {
      hash = Random(hash ^ words[j]).Next();
    }
    runs.push_back(hash);
  }
  std::sort(runs.begin(), runs.end());
  runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
  return runs;
}

double Jaccard(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  size_t shared = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j)
      ++shared, ++i, ++j;
    else if (*i < *j)
      ++i;
    else
      ++j;
  }
  const size_t all = a.size() + b.size() - shared;
  return all == 0 ? 1.0
                  : static_cast<double>(shared) / static_cast<double>(all);
}

void Append(std::string& out, std::string_view space,
            std::string_view letters) {
  out.append(space).append(letters);
}

// One word of the source under edits of one kind.
void AppendEdited(std::string& out, const Word& word, Edit edit, size_t turn,
                  std::string_view donated) {
  if (edit == Edit::kMixed) {
    constexpr std::array kTurns = {Edit::kSubstitute, Edit::kDelete,
                                   Edit::kInsert};
    edit = kTurns[turn % kTurns.size()];
  }
  if (edit == Edit::kDelete) return;
  Append(out, word.space, donated);
  if (edit == Edit::kInsert) Append(out, " ", word.letters);
}

class Editor {
 public:
  Editor(std::string_view source, Edit edit, std::span<const Word> donor,
         Random& random)
      : words_(SplitWords(source)),
        edit_(edit),
        donor_(donor),
        turn_of_(words_.size()) {
    std::iota(turn_of_.begin(), turn_of_.end(), size_t{0});
    for (size_t i = turn_of_.size(); i > 1; --i) {
      std::swap(turn_of_[i - 1], turn_of_[random.Below(i)]);
    }
  }

  size_t max_strength() const { return words_.size(); }

  std::string Apply(size_t strength) const {
    std::string out;
    if (edit_ == Edit::kPrepend) {
      for (size_t i = 0; i < strength; ++i) {
        Append(out, i == 0 ? "" : " ", donor_[i].letters);
      }
      out.append("\n\n");
    }
    const bool scattered = edit_ != Edit::kPrepend && edit_ != Edit::kTruncate;
    const size_t end =
        words_.size() - (edit_ == Edit::kTruncate ? strength : 0);
    for (size_t i = 0; i < end; ++i) {
      const size_t turn = turn_of_[i];
      if (scattered && turn < strength) {
        AppendEdited(out, words_[i], edit_, turn, donor_[turn].letters);
      } else {
        Append(out, words_[i].space, words_[i].letters);
      }
    }
    return out;
  }

 private:
  std::vector<Word> words_;
  Edit edit_;
  std::span<const Word> donor_;
  std::vector<size_t> turn_of_;  // When each word is edited, from 0.
};

// Another spelling of the same character, as a normaliser must see it; empty
// if the character at `text` has none here.
std::string_view OtherForm(std::string_view text, size_t& length) {
  struct Form {
    std::string_view from, to;
  };
  static constexpr std::array kForms = {
      Form{"\"", "\u201c"},     Form{"'", "\u2019"},      Form{"-", "\u2013"},
      Form{"\u2014", "-"},      Form{"\u2013", "\u2014"}, Form{"\u201c", "\""},
      Form{"\u201d", "\u00bb"}, Form{"\u2019", "'"},      Form{" ", "\u00a0"},
  };
  for (const Form& form : kForms) {
    if (text.starts_with(form.from)) {
      length = form.from.size();
      return form.to;
    }
  }
  return {};
}

std::string Retype(std::string_view source, Random& random) {
  std::string out;
  for (size_t i = 0; i < source.size();) {
    size_t length = 1;
    const std::string_view other = OtherForm(source.substr(i), length);
    const bool change = random.Below(4) == 0;
    if (change && !other.empty()) {
      out.append(other);
    } else if (change && length == 1 && source[i] >= 'a' && source[i] <= 'z') {
      out.push_back(static_cast<char>(source[i] - 'a' + 'A'));
    } else {
      out.append(source.substr(i, length));
    }
    i += length;
  }
  return out;
}

}  // namespace

std::string_view Name(Edit edit) {
  constexpr std::array<std::string_view, 7> kNames = {
      "substitute", "delete",  "insert",    "mixed",
      "truncate",   "prepend", "typography"};
  return kNames[static_cast<size_t>(edit)];
}

std::vector<Word> SplitWords(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  std::vector<Word> words;
  while (!text.empty()) {
    const size_t begin = std::min(text.find_first_not_of(kSpace), text.size());
    const size_t end = std::min(text.find_first_of(kSpace, begin), text.size());
    if (begin < end) {
      words.push_back({text.substr(0, begin), text.substr(begin, end - begin)});
    }
    text.remove_prefix(end);
  }
  return words;
}

std::string Derive(std::string_view source, Edit edit, double target,
                   std::span<const Word> donor, Random& random) {
  if (edit == Edit::kTypography) return Retype(source, random);
  const Editor editor(source, edit, donor, random);
  const std::vector<uint64_t> original = RunHashes(source);
  size_t low = 1;
  size_t high = editor.max_strength();
  while (low < high) {
    const size_t middle = (low + high + 1) / 2;
    if (Jaccard(original, RunHashes(editor.Apply(middle))) >= target) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return editor.Apply(low);
}

}  // namespace prov_bench
