// A set of plain values that is filled in any order and read in order, each
// value once: an external merge sort.  What exceeds its memory is written as
// sorted runs to a SpillFile; reading merges them.  Time O(n log n); where
// nothing is spilled it is std::sort and std::unique.

#ifndef LIBPROV_STORE_SORTED_SET_H_
#define LIBPROV_STORE_SORTED_SET_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"
#include "libprov/store/spill_file.h"

namespace prov {

// Values of which neither is less than the other are one value.  One thread at
// a time.
template <typename T, typename Less = std::less<T>>
class SortedSet {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  static constexpr uint64_t kUnlimited = std::numeric_limits<uint64_t>::max();
  using Visit = absl::FunctionRef<absl::Status(std::span<const T>)>;

  SortedSet() : SortedSet(kUnlimited) {}
  // Takes at most about `max_bytes` of memory, while it is filled and while it
  // is read.
  explicit SortedSet(uint64_t max_bytes, Less less = {})
      : max_bytes_(max_bytes), less_(less) {}

  void Add(const T& value) {
    if (held_.size() >= room_) MakeRoom();
    held_.push_back(value);
  }

  // Takes all that `other` has, as it is told.
  void Absorb(SortedSet other) {
    other.MakeUnique();
    if (max_bytes_ == kUnlimited) {
      held_.insert(held_.end(), other.held_.begin(), other.held_.end());
      return;
    }
    if (!other.held_.empty()) other.WriteRun();
    for (Run& run : other.runs_) {
      run.file += files_.size();
      runs_.push_back(run);
    }
    for (SpillFile& file : other.files_) files_.push_back(std::move(file));
  }

  // Calls `visit` with all values in order, a batch at a time: one batch where
  // nothing is spilled.  Returns the first failure, also of the file.
  absl::Status ForEachBatch(Visit visit) {
    MakeUnique();
    if (runs_.empty()) {
      return held_.empty() ? absl::OkStatus() : visit(held_);
    }
    if (!held_.empty()) WriteRun();
    held_ = {};
    while (runs_.size() > MostRuns()) MergeRuns();
    return Merge(runs_, visit);
  }

  // The same, a value at a time.
  absl::Status ForEach(absl::FunctionRef<absl::Status(const T&)> visit) {
    return ForEachBatch([visit](std::span<const T> batch) -> absl::Status {
      for (const T& value : batch) PROV_RETURN_IF_ERROR(visit(value));
      return absl::OkStatus();
    });
  }

  // For tests and for those who know that it fits.
  absl::StatusOr<std::vector<T>> Values() {
    std::vector<T> values;
    PROV_RETURN_IF_ERROR(ForEachBatch([&values](std::span<const T> batch) {
      values.insert(values.end(), batch.begin(), batch.end());
      return absl::OkStatus();
    }));
    return values;
  }

  bool has_spilled() const { return !runs_.empty(); }

 private:
  static constexpr size_t kLeastRoom = size_t{1} << 20;  // Values.
  static constexpr uint64_t kRunBufferBytes = uint64_t{1} << 15;

  struct Run {
    size_t file = 0;
    uint64_t offset = 0;
    uint64_t count = 0;
  };

  // A run that is being read.
  struct Cursor {
    Run run;
    std::vector<T> buffer;
    size_t at = 0;
  };

  void MakeUnique() {
    std::ranges::sort(held_, less_);
    const auto end =
        std::unique(held_.begin(), held_.end(), [this](const T& a, const T& b) {
          return !less_(a, b);  // Sorted: b is never less than a.
        });
    held_.erase(end, held_.end());
  }

  // Repetitions go first; a run is written if that is not enough.
  void MakeRoom() {
    if (max_bytes_ == kUnlimited) {
      MakeUnique();
      room_ = std::max(2 * held_.size(), kLeastRoom);
      return;
    }
    const auto most =
        static_cast<size_t>(std::max<uint64_t>(max_bytes_ / sizeof(T), 4));
    if (room_ < most) {
      room_ = std::min(
          most, std::max(2 * room_, std::min(most / 16 + 1, kLeastRoom)));
      held_.reserve(room_);
      return;
    }
    MakeUnique();
    if (held_.size() > most / 2) WriteRun();
  }

  void WriteRun() {
    if (files_.empty()) files_.emplace_back();
    SpillFile& file = files_.back();
    const uint64_t offset =
        file.Append({reinterpret_cast<const char*>(held_.data()),
                     held_.size() * sizeof(T)});
    runs_.push_back({files_.size() - 1, offset, held_.size()});
    held_.clear();
  }

  // Runs that can be merged at once, a buffer each.
  size_t MostRuns() const {
    return static_cast<size_t>(
        std::clamp<uint64_t>(max_bytes_ / kRunBufferBytes, 4, 256));
  }

  // Makes one run of several, so often that few enough are left.
  void MergeRuns() {
    std::vector<Run> merged;
    std::vector<SpillFile> files(1);
    for (size_t begin = 0; begin < runs_.size(); begin += MostRuns()) {
      const size_t count = std::min(MostRuns(), runs_.size() - begin);
      Run run{.offset = files.front().size_bytes()};
      failure_.Update(Merge(std::span(runs_).subspan(begin, count),
                            [&](std::span<const T> batch) {
                              files.front().Append(
                                  {reinterpret_cast<const char*>(batch.data()),
                                   batch.size_bytes()});
                              run.count += batch.size();
                              return absl::OkStatus();
                            }));
      merged.push_back(run);
    }
    runs_ = std::move(merged);
    files_ = std::move(files);
  }

  void Refill(Cursor& cursor, size_t values) const {
    cursor.buffer.resize(std::min<uint64_t>(values, cursor.run.count));
    cursor.at = 0;
    files_[cursor.run.file].Read(cursor.run.offset,
                                 {reinterpret_cast<char*>(cursor.buffer.data()),
                                  cursor.buffer.size() * sizeof(T)});
    cursor.run.offset += cursor.buffer.size() * sizeof(T);
    cursor.run.count -= cursor.buffer.size();
  }

  absl::Status Merge(std::span<const Run> runs, Visit visit) const {
    const auto buffer_values = static_cast<size_t>(std::max<uint64_t>(
        std::min(max_bytes_ / (runs.size() + 1), uint64_t{1} << 20) / sizeof(T),
        1));
    std::vector<Cursor> cursors;
    for (const Run& run : runs) {
      cursors.push_back({.run = run, .buffer = {}, .at = 0});
      Refill(cursors.back(), buffer_values);
    }
    std::vector<size_t>
        heap;  // Of cursors, the one with the least value first.
    for (size_t i = 0; i < cursors.size(); ++i) heap.push_back(i);
    auto later = [&](size_t a, size_t b) {
      return less_(cursors[b].buffer[cursors[b].at],
                   cursors[a].buffer[cursors[a].at]);
    };
    std::ranges::make_heap(heap, later);
    std::vector<T> batch;
    while (!heap.empty()) {
      std::ranges::pop_heap(heap, later);
      Cursor& cursor = cursors[heap.back()];
      const T& value = cursor.buffer[cursor.at];
      const bool repeats = !batch.empty() && !less_(batch.back(), value);
      if (!repeats && batch.size() >= buffer_values) {
        PROV_RETURN_IF_ERROR(visit(batch));
        batch.clear();
      }
      if (!repeats) batch.push_back(value);
      if (++cursor.at == cursor.buffer.size()) Refill(cursor, buffer_values);
      if (cursor.buffer.empty()) {
        heap.pop_back();
      } else {
        std::ranges::push_heap(heap, later);
      }
    }
    if (!batch.empty()) PROV_RETURN_IF_ERROR(visit(batch));
    for (const SpillFile& file : files_) PROV_RETURN_IF_ERROR(file.status());
    return failure_;
  }

  uint64_t max_bytes_;
  Less less_;
  std::vector<T> held_;
  size_t room_ = 0;
  std::vector<Run> runs_;
  std::vector<SpillFile> files_;
  absl::Status failure_;
};

}  // namespace prov

#endif  // LIBPROV_STORE_SORTED_SET_H_
