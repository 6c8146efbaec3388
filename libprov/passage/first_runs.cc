// A link is a hint.  Where its tokens differ, which takes a collision of over
// 40 bits, the classes of that hash are looked through one by one.
//
// Held by first_runs_test.cc, against comparing all pairs of positions, with
// hashes of any width and in any number of rounds.

#include "libprov/passage/first_runs.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/parallel.h"
#include "libprov/passage/link_runs.h"

namespace prov {
namespace {

// A set of positions that are numbered in order.
class PositionSet {
 public:
  explicit PositionSet(size_t positions) : words_(positions / 64 + 1) {}

  void Add(Position at) { words_[at / 64].bits |= uint64_t{1} << at % 64; }

  // Numbers what has been added, and returns it in order.
  std::vector<Position> Number() {
    uint32_t count = 0;
    for (Word& word : words_) {
      word.before = count;
      count += static_cast<uint32_t>(std::popcount(word.bits));
    }
    std::vector<Position> all;
    all.reserve(count);
    for (size_t i = 0; i < words_.size(); ++i) {
      for (uint64_t left = words_[i].bits; left != 0; left &= left - 1) {
        all.push_back(static_cast<Position>(
            64 * i + static_cast<size_t>(std::countr_zero(left))));
      }
    }
    return all;
  }

  // REQUIRES: `at` is in the set, and Number() has been called.
  uint32_t NumberOf(Position at) const {
    const Word& word = words_[at / 64];
    const uint64_t below = (uint64_t{1} << at % 64) - 1;
    return word.before +
           static_cast<uint32_t>(std::popcount(word.bits & below));
  }

 private:
  struct Word {
    uint64_t bits = 0;
    uint32_t before = 0;  // Positions in words before it.
  };
  std::vector<Word> words_;
};

// Links by number: each run to the first one of its hash, that to itself.
absl::StatusOr<FirstRuns> NumberLinks(size_t positions,
                                      const std::vector<Links>& links,
                                      unsigned threads) {
  PositionSet linked(positions);
  for (const Links& some : links) {
    for (const LinkToFirst& link : some) {
      linked.Add(link.at);
      linked.Add(link.first);
    }
  }
  FirstRuns runs{.at = linked.Number(), .first = {}};
  runs.first.resize(runs.size());
  std::iota(runs.first.begin(), runs.first.end(), 0U);
  PROV_RETURN_IF_ERROR(
      ParallelFor(links.size(), threads, [&](size_t i, unsigned) {
        for (const LinkToFirst& link : links[i]) {
          runs.first[linked.NumberOf(link.at)] = linked.NumberOf(link.first);
        }
        return absl::OkStatus();
      }));
  return runs;
}

// Turns links to the first run of the same hash into classes.
class ClassNamer {
 public:
  ClassNamer(const TokenRows& rows, uint32_t width, FirstRuns& runs)
      : tokens_(rows.tokens().data()), width_(width), runs_(runs) {}

  void Run() {
    bool before = false;  // Whether i - 1 is known to equal its link.
    Position link_before = 0;
    for (uint32_t i = 0; i < runs_.size(); ++i) {
      if (runs_.first[i] == i) {
        before = false;
        continue;
      }
      const Position at = runs_.at[i];
      const Position link = runs_.at[runs_.first[i]];
      // Of a run whose predecessor was equal only one token is new.
      before = before && at == runs_.at[i - 1] + 1 && link == link_before + 1
                   ? tokens_[at + width_ - 1] == tokens_[link + width_ - 1]
                   : Same(at, link);
      link_before = link;
      if (!before) runs_.first[i] = FirstAmongColliding(i, runs_.first[i]);
    }
    if (!groups_.empty()) DropSingle();
  }

 private:
  bool Same(Position a, Position b) const {
    return std::equal(tokens_ + a, tokens_ + a + width_, tokens_ + b);
  }

  // `first` is a class of the same hash as run i, but of other tokens.
  uint32_t FirstAmongColliding(uint32_t i, uint32_t first) {
    std::vector<uint32_t>& group = groups_[first];
    for (const uint32_t other : group) {
      if (Same(runs_.at[i], runs_.at[other])) return other;
    }
    group.push_back(i);
    return i;
  }

  // Leaves out classes that are alone after all.
  void DropSingle() {
    std::vector<uint8_t> repeated(runs_.size());
    for (uint32_t i = 0; i < runs_.size(); ++i) {
      if (runs_.first[i] != i) repeated[runs_.first[i]] = 1;
    }
    std::vector<uint32_t> moved(runs_.size());
    uint32_t kept = 0;
    for (uint32_t i = 0; i < runs_.size(); ++i) {
      const uint32_t first = runs_.first[i];
      if (repeated[first] == 0) continue;
      moved[i] = kept;
      runs_.at[kept] = runs_.at[i];
      runs_.first[kept++] = moved[first];
    }
    runs_.at.resize(kept);
    runs_.first.resize(kept);
  }

  const TokenMark* tokens_;
  uint32_t width_;
  FirstRuns& runs_;
  // Other classes that share the hash of the first.
  absl::flat_hash_map<uint32_t, std::vector<uint32_t>> groups_;
};

}  // namespace

absl::Status Validate(const RunParams& params) {
  if (params.min_words >= 5 && params.min_words <= 64) return absl::OkStatus();
  return absl::InvalidArgumentError("min_words must be in [5, 64]");
}

absl::StatusOr<FirstRuns> FindFirstRuns(const TokenRows& rows,
                                        const RunParams& params) {
  if (params.min_words < 2) {
    return absl::InvalidArgumentError("min_words must be at least 2");
  }
  PROV_ASSIGN_OR_RETURN(const std::vector<Links> links, LinkRuns(rows, params));
  PROV_ASSIGN_OR_RETURN(
      FirstRuns runs, NumberLinks(rows.tokens().size(), links, params.threads));
  ClassNamer(rows, params.min_words, runs).Run();
  return runs;
}

}  // namespace prov
