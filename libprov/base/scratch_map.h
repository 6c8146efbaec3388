// A small map from 64-bit hashes for inner loops: open addressing in one array
// that is reused from use to use and cleared in O(1).
//
// Keys are hashes already, so their low bits address the array.

#ifndef LIBPROV_BASE_SCRATCH_MAP_H_
#define LIBPROV_BASE_SCRATCH_MAP_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace prov {

template <typename Value>
class ScratchMap {
 public:
  // Empties the map and makes room for that many keys.
  void Reset(size_t max_keys) {
    const size_t wanted = std::bit_ceil(2 * max_keys + 2);
    if (wanted > slots_.size()) {
      slots_.assign(wanted, {});
      epoch_ = 0;
    }
    mask_ = wanted - 1;
    if (++epoch_ == 0) {  // Once in 2^32 uses old marks could look new.
      slots_.assign(slots_.size(), {});
      epoch_ = 1;
    }
  }

  // The value of `key`, made by default if it is new.  Valid until Reset().
  // REQUIRES: fewer keys than Reset() was told, or this one is not new.
  Value& operator[](uint64_t key) {
    Slot& slot = Find(key);
    if (slot.epoch != epoch_) slot = {.key = key, .epoch = epoch_};
    return slot.value;
  }

  // nullptr if `key` is not there.
  Value* Lookup(uint64_t key) {
    Slot& slot = Find(key);
    return slot.epoch == epoch_ ? &slot.value : nullptr;
  }

 private:
  struct Slot {
    uint64_t key = 0;
    uint32_t epoch = 0;
    Value value{};
  };

  // The slot of `key`, or the free one where it would go.
  Slot& Find(uint64_t key) {
    size_t i = key & mask_;
    while (slots_[i].epoch == epoch_ && slots_[i].key != key) {
      i = (i + 1) & mask_;
    }
    return slots_[i];
  }

  std::vector<Slot> slots_ = std::vector<Slot>(2);
  size_t mask_ = 1;
  uint32_t epoch_ = 0;
};

}  // namespace prov

#endif  // LIBPROV_BASE_SCRATCH_MAP_H_
