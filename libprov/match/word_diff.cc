// Common words at both ends are set aside; Myers' greedy search runs on the
// rest and keeps every front, from which the path is traced back.  Tested by
// word_diff_test.cc: applying the runs to a gives b, and as few words change as
// the longest common subsequence allows.

#include "libprov/match/word_diff.h"

#include <algorithm>
#include <string_view>

namespace prov {
namespace {

class Differ {
 public:
  Differ(const NormalizedText& a, const NormalizedText& b) : a_(a), b_(b) {}

  std::vector<DiffRun> Run(uint32_t max_edits) {
    const auto size_a = static_cast<int64_t>(a_.size());
    const auto size_b = static_cast<int64_t>(b_.size());
    while (head_ < std::min(size_a, size_b) && Same(head_, head_)) ++head_;
    while (tail_ < std::min(size_a, size_b) - head_ &&
           Same(size_a - 1 - tail_, size_b - 1 - tail_)) {
      ++tail_;
    }
    n_ = size_a - head_ - tail_;
    m_ = size_b - head_ - tail_;
    AddReversed(DiffRun::Side::kBoth, size_b - tail_, tail_);
    if (Search(max_edits)) {
      TraceBack();
    } else {
      AddReversed(DiffRun::Side::kOnlyB, head_, m_);
      AddReversed(DiffRun::Side::kOnlyA, head_, n_);
    }
    AddReversed(DiffRun::Side::kBoth, 0, head_);
    std::ranges::reverse(runs_);
    return std::move(runs_);
  }

 private:
  bool Same(int64_t i, int64_t j) const {
    return a_.token(static_cast<size_t>(i)) == b_.token(static_cast<size_t>(j));
  }

  // Furthest x on diagonal k (x - y) with d edits, from the fronts of d - 1.
  int64_t Step(const std::vector<int64_t>& front, int64_t d, int64_t k) const {
    auto at = [&front, d](int64_t diagonal) {
      return front[static_cast<size_t>(diagonal + d)];
    };
    return k == -d || (k != d && at(k - 1) < at(k + 1)) ? at(k + 1)
                                                        : at(k - 1) + 1;
  }

  bool Search(uint32_t max_edits) {
    // fronts_[d] holds diagonals -d-1 .. d+1 after d edits, offset by d + 1.
    for (int64_t d = 0; d <= max_edits && d <= n_ + m_; ++d) {
      std::vector<int64_t> front(static_cast<size_t>(2 * d + 3), -1);
      for (int64_t k = -d; k <= d; k += 2) {
        int64_t x = d == 0 ? 0 : Step(fronts_.back(), d, k);
        while (x < n_ && x - k < m_ && x - k >= 0 &&
               Same(head_ + x, head_ + x - k)) {
          ++x;
        }
        front[static_cast<size_t>(k + d + 1)] = x;
        if (x >= n_ && x - k >= m_) {
          fronts_.push_back(std::move(front));
          return true;
        }
      }
      fronts_.push_back(std::move(front));
    }
    return false;
  }

  void TraceBack() {
    int64_t x = n_;
    int64_t y = m_;
    for (auto d = static_cast<int64_t>(fronts_.size()) - 1; d > 0; --d) {
      const std::vector<int64_t>& front = fronts_[static_cast<size_t>(d - 1)];
      const int64_t k = x - y;
      auto at = [&front, d](int64_t diagonal) {
        return front[static_cast<size_t>(diagonal + d)];
      };
      const bool inserted = k == -d || (k != d && at(k - 1) < at(k + 1));
      const int64_t from_x = inserted ? at(k + 1) : at(k - 1);
      const int64_t from_y = from_x - (inserted ? k + 1 : k - 1);
      const int64_t start_x = inserted ? from_x : from_x + 1;
      AddReversed(DiffRun::Side::kBoth, head_ + y - (x - start_x), x - start_x);
      if (inserted) {
        AddReversed(DiffRun::Side::kOnlyB, head_ + from_y, 1);
      } else {
        AddReversed(DiffRun::Side::kOnlyA, head_ + from_x, 1);
      }
      x = from_x;
      y = from_y;
    }
    AddReversed(DiffRun::Side::kBoth, head_, y);
  }

  // Puts a run before those already there, joining what is adjacent.
  void AddReversed(DiffRun::Side side, int64_t begin, int64_t count) {
    if (count <= 0) return;
    const auto first = static_cast<uint32_t>(begin);
    const auto length = static_cast<uint32_t>(count);
    if (!runs_.empty() && runs_.back().side == side &&
        first + length == runs_.back().begin) {
      runs_.back().begin = first;
      runs_.back().count += length;
      return;
    }
    runs_.push_back({.side = side, .begin = first, .count = length});
  }

  const NormalizedText& a_;
  const NormalizedText& b_;
  int64_t head_ = 0;
  int64_t tail_ = 0;
  int64_t n_ = 0;  // Words of a between head and tail.
  int64_t m_ = 0;
  std::vector<std::vector<int64_t>> fronts_;
  std::vector<DiffRun> runs_;  // Backwards.
};

}  // namespace

std::vector<DiffRun> DiffWords(const NormalizedText& a, const NormalizedText& b,
                               uint32_t max_edits) {
  return Differ(a, b).Run(max_edits);
}

}  // namespace prov
