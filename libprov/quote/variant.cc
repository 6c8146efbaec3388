// Held by variant_test.cc.

#include "libprov/quote/variant.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "libprov/quote/longest_common.h"

namespace prov {
namespace {

constexpr size_t kMaxWords = 600;
static_assert(kMaxWords <= kMaxCommonWords);
constexpr size_t kLongRun = 10;

// Partners: indices of `reference` and `other`, both ascending.
using Partners = std::vector<std::pair<uint32_t, uint32_t>>;

// Words that both have may have, counted in `other`: no fewer than there are
// partners.
size_t MostPartners(const QuoteWords& reference, const QuoteWords& other) {
  std::array<uint64_t, 8> has{};
  const auto bit = [](uint64_t word) { return uint64_t{1} << word % 64; };
  for (const uint64_t word : reference.hashes) {
    has[word >> 6 & 7] |= bit(word);
  }
  size_t most = 0;
  for (const uint64_t word : other.hashes) {
    most += (has[word >> 6 & 7] & bit(word)) != 0 ? 1 : 0;
  }
  return most;
}

Partners Align(const QuoteWords& reference, const QuoteWords& other) {
  const size_t n = std::min(reference.size(), kMaxWords);
  const size_t m = std::min(other.size(), kMaxWords);
  // lengths[i][j]: of the longest common subsequence of what follows i and j.
  std::vector<uint16_t> lengths((n + 1) * (m + 1));
  const auto at = [&](size_t i, size_t j) -> uint16_t& {
    return lengths[i * (m + 1) + j];
  };
  for (size_t i = n; i-- > 0;) {
    for (size_t j = m; j-- > 0;) {
      at(i, j) = reference.hashes[i] == other.hashes[j]
                     ? static_cast<uint16_t>(at(i + 1, j + 1) + 1)
                     : std::max(at(i + 1, j), at(i, j + 1));
    }
  }
  Partners partners;
  for (size_t i = 0, j = 0; i < n && j < m;) {
    if (reference.hashes[i] == other.hashes[j]) {
      partners.emplace_back(i++, j++);
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      ++i;
    } else {
      ++j;
    }
  }
  return partners;
}

bool HasGap(const QuoteWords& words, size_t begin, size_t end) {
  return std::ranges::any_of(words.gaps, [begin, end](uint32_t gap) {
    return begin <= gap && gap <= end;
  });
}

// What stands without a partner between the first and the last pair.
struct Unmatched {
  bool any = false;
  bool only_brackets = true;
  bool only_gaps = true;
  bool in_other = false;  // Words of `other` that are not in brackets.
  bool meaning = false;   // A negation or a number, on one side alone.
  uint32_t words_of_other = 0;
};

void Look(const QuoteWords& reference, const QuoteWords& other,
          std::pair<size_t, size_t> reference_hole,
          std::pair<size_t, size_t> other_hole, Unmatched& found) {
  const auto [i, i_end] = reference_hole;
  const auto [j, j_end] = other_hole;
  if (i == i_end && j == j_end) return;
  found.any = true;
  bool brackets = false;
  bool outside = false;
  uint8_t kinds_i = 0;
  uint8_t kinds_j = 0;
  for (size_t k = i; k < i_end; ++k) {
    brackets |= (reference.kinds[k] & kInBracket) != 0;
    kinds_i |= reference.kinds[k];
  }
  for (size_t k = j; k < j_end; ++k) {
    const bool bracketed = (other.kinds[k] & kInBracket) != 0;
    brackets |= bracketed;
    outside |= !bracketed;
    kinds_j |= other.kinds[k];
    if (!bracketed) ++found.words_of_other;
  }
  const bool gap = HasGap(other, j, j_end) || HasGap(reference, i, i_end);
  found.only_brackets &= brackets;
  found.only_gaps &= gap;
  found.in_other |= outside;
  if (!brackets && !gap) {
    constexpr uint8_t kMeaning = kNumberWord | kNegation;
    found.meaning |= ((kinds_i | kinds_j) & kMeaning) != 0;
  }
}

size_t WordsOutsideBrackets(const QuoteWords& words) {
  return static_cast<size_t>(std::ranges::count_if(
      words.kinds, [](uint8_t kind) { return (kind & kInBracket) == 0; }));
}

// Whether so many partners are too few to make two quotes variants.
bool AreTooFew(size_t partners, size_t longest_run, size_t shorter) {
  return 5 * partners < 3 * shorter && longest_run < kLongRun;
}

Variant Judge(const QuoteWords& reference, const QuoteWords& other,
              const Partners& partners) {
  if (partners.empty()) return Variant::kNone;
  const size_t bare = WordsOutsideBrackets(other);
  Unmatched inside;
  size_t run = 1;
  size_t longest = 1;
  for (size_t k = 1; k < partners.size(); ++k) {
    const auto [i, j] = partners[k - 1];
    const auto [i2, j2] = partners[k];
    Look(reference, other, {i + 1, i2}, {j + 1, j2}, inside);
    run = i2 == i + 1 && j2 == j + 1 ? run + 1 : 1;
    longest = std::max(longest, run);
  }
  const size_t shorter = std::min(bare, reference.size());
  if (AreTooFew(partners.size(), longest, shorter)) return Variant::kNone;
  const bool at_ends =
      partners.front().second > 0 || partners.back().second + 1 < other.size();
  if (at_ends && !inside.any) {
    const bool whole = partners.size() == reference.size();
    if (whole) return Variant::kFragment;  // The reference is the fragment.
    const bool begins =
        partners.front().first == 0 || partners.front().second == 0;
    const bool ends = partners.back().first + 1 == reference.size() ||
                      partners.back().second + 1 == other.size();
    if (begins && ends) return Variant::kOverlap;
  }
  if (!inside.any && !at_ends) {
    return partners.size() == reference.size() ? Variant::kFolded
                                               : Variant::kFragment;
  }
  if (at_ends) {
    Look(reference, other, {0, 0}, {0, partners.front().second}, inside);
    Look(reference, other, {0, 0}, {partners.back().second + 1, other.size()},
         inside);
  }
  if (inside.only_brackets) return Variant::kBracket;
  if (inside.only_gaps) return Variant::kEllipsis;
  if (inside.meaning) return Variant::kMeaningRisk;
  if (!inside.in_other) return Variant::kOmission;
  if (4 * inside.words_of_other <= bare) return Variant::kWordEdit;
  return Variant::kOverlap;
}

}  // namespace

const char* NameOf(Variant variant) {
  constexpr const char* kNames[] = {
      "identical",    "folded",   "fragment",  "bracket", "ellipsis",
      "meaning-risk", "omission", "word-edit", "overlap", "none"};
  return kNames[static_cast<size_t>(variant)];
}

VariantRelation Relate(const QuoteWords& reference, const QuoteWords& other) {
  VariantRelation relation;
  const size_t most = MostPartners(reference, other);
  const size_t shorter =
      std::min(WordsOutsideBrackets(other), reference.size());
  if (AreTooFew(most, most, shorter)) return relation;
  const LongestCommon common = LongestCommonOf(
      std::span(reference.hashes).first(std::min(reference.size(), kMaxWords)),
      std::span(other.hashes).first(std::min(other.size(), kMaxWords)));
  if (AreTooFew(common.subsequence, common.run, shorter)) return relation;
  const Partners partners = Align(reference, other);
  relation.variant = Judge(reference, other, partners);
  for (const auto& partner : partners) {
    relation.shared.push_back(partner.second);
  }
  return relation;
}

}  // namespace prov
