// A growing row of hashes that is written through a plain pointer, and whose
// memory is neither cleared nor given back.

#ifndef LIBPROV_TEXT_HASH_BUFFER_H_
#define LIBPROV_TEXT_HASH_BUFFER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace prov {

class HashBuffer {
 public:
  void Clear() { size_ = 0; }

  // Returns where the next hash goes, with room for `room` of them.
  uint64_t* Reserve(size_t room) {
    if (capacity_ - size_ < room) Grow(room);
    return hashes_.get() + size_;
  }

  // Ends the row before `end`, a place in what Reserve() returned.
  void EndAt(const uint64_t* end) {
    size_ = static_cast<size_t>(end - hashes_.get());
  }

  std::span<const uint64_t> hashes() const { return {hashes_.get(), size_}; }

 private:
  void Grow(size_t room) {
    capacity_ = std::max(size_ + room, 2 * capacity_);
    auto larger = std::make_unique_for_overwrite<uint64_t[]>(capacity_);
    std::copy_n(hashes_.get(), size_, larger.get());
    hashes_ = std::move(larger);
  }

  std::unique_ptr<uint64_t[]> hashes_;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

}  // namespace prov

#endif  // LIBPROV_TEXT_HASH_BUFFER_H_
