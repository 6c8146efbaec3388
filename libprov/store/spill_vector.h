// A sequence of plain values of which the first so many bytes lie in memory and
// the rest in a SpillFile, with its sticky errors.  Values are given back by
// value: a value in the file has no address.
//
// Append and Get O(1); a Get from the file is a system call, about half a
// microsecond, so whoever goes from end to end takes a Reader or a range-for,
// which read pages of 64 kB.

#ifndef LIBPROV_STORE_SPILL_VECTOR_H_
#define LIBPROV_STORE_SPILL_VECTOR_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/store/spill_file.h"

namespace prov {

// One thread at a time may change it, any number may read it then.
template <typename T>
class SpillVector {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  SpillVector() : SpillVector(std::numeric_limits<uint64_t>::max()) {}
  // Holds about `max_resident_bytes` in memory: at least one segment.
  explicit SpillVector(uint64_t max_resident_bytes)
      : max_resident_segments_(
            std::max<uint64_t>(max_resident_bytes / kSegmentBytes, 1)) {}

  // Holds these in memory.
  explicit SpillVector(std::span<const T> values) : SpillVector() {
    for (const T& value : values) Append(value);
  }

  SpillVector(SpillVector&& other) noexcept { *this = std::move(other); }
  SpillVector& operator=(SpillVector&& other) noexcept {
    max_resident_segments_ = other.max_resident_segments_;
    size_ = std::exchange(other.size_, 0);
    segments_ = std::exchange(other.segments_, {});
    file_ = std::move(other.file_);
    return *this;
  }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  void Append(const T& value) {
    if (size_ % kSegmentValues == 0) OpenSegment();
    segments_.back()[size_ % kSegmentValues] = value;
    ++size_;
  }

  // The value in memory, valid until the next change; nullptr if it is not.
  const T* Resident(size_t index) const {
    const T* segment = segments_[index / kSegmentValues].get();
    return segment == nullptr ? nullptr : segment + index % kSegmentValues;
  }

  T operator[](size_t index) const {
    if (const T* value = Resident(index)) return *value;
    T value;
    ReadFile(index, {&value, 1});
    return value;
  }

  void Set(size_t index, const T& value) {
    if (T* segment = segments_[index / kSegmentValues].get()) {
      segment[index % kSegmentValues] = value;
      return;
    }
    file_.Overwrite(FileOffset(index),
                    {reinterpret_cast<const char*>(&value), sizeof(T)});
  }

  // Copies the values from `begin` on.
  void Read(size_t begin, std::span<T> values) const {
    while (!values.empty()) {
      const size_t count =
          std::min(values.size(), kSegmentValues - begin % kSegmentValues);
      if (const T* resident = Resident(begin)) {
        std::copy_n(resident, count, values.begin());
      } else {
        ReadFile(begin, values.first(count));
      }
      values = values.subspan(count);
      begin += count;
    }
  }

  absl::Status status() const { return file_.status(); }
  uint64_t spilled_bytes() const { return file_.size_bytes(); }

  // Reads values, best in rising order.  One thread at a time.
  class Reader {
   public:
    Reader() = default;
    explicit Reader(const SpillVector& values) : values_(&values) {}

    // Valid until the next call, and the next change of the vector.
    const T& operator[](size_t index) {
      if (const T* value = values_->Resident(index)) return *value;
      if (index - page_begin_ >= page_.size()) Load(index);
      return page_[index - page_begin_];
    }

   private:
    void Load(size_t index) {
      page_begin_ = index;
      page_.resize(std::min(kPageValues, values_->size() - index));
      values_->Read(index, page_);
    }

    const SpillVector* values_ = nullptr;
    std::vector<T> page_;
    size_t page_begin_ = 0;
  };

  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = const T*;
    using reference = const T&;

    Iterator(const SpillVector& values, size_t at) : reader_(values), at_(at) {}
    const T& operator*() { return reader_[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) {
      return a.at_ == b.at_;
    }

   private:
    Reader reader_;
    size_t at_;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size_}; }

 private:
  static constexpr size_t kSegmentValues =
      std::bit_floor(std::max<size_t>((size_t{1} << 18) / sizeof(T), 1));
  static constexpr size_t kSegmentBytes = kSegmentValues * sizeof(T);
  static constexpr size_t kPageValues =
      std::max<size_t>((size_t{1} << 16) / sizeof(T), 1);

  // Makes room for one more segment, which is the last and in memory.
  void OpenSegment() {
    std::unique_ptr<T[]> room;
    if (segments_.size() > max_resident_segments_) {
      room = std::move(segments_.back());
      file_.Append({reinterpret_cast<const char*>(room.get()), kSegmentBytes});
    } else {
      room = std::make_unique_for_overwrite<T[]>(kSegmentValues);
    }
    segments_.push_back(std::move(room));
  }

  uint64_t FileOffset(size_t index) const {
    return (index - max_resident_segments_ * kSegmentValues) * sizeof(T);
  }

  void ReadFile(size_t begin, std::span<T> values) const {
    file_.Read(FileOffset(begin),
               {reinterpret_cast<char*>(values.data()), values.size_bytes()});
  }

  uint64_t max_resident_segments_ = 0;
  size_t size_ = 0;
  // Those in the file are nullptr.
  std::vector<std::unique_ptr<T[]>> segments_;
  SpillFile file_;
};

}  // namespace prov

#endif  // LIBPROV_STORE_SPILL_VECTOR_H_
