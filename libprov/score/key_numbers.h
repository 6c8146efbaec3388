// Numbers for keys, 0, 1, 2, ... in the order in which they come: findings and
// truth name documents, scoring counts them.
//
// About 60 bytes a key besides the key itself.

#ifndef LIBPROV_SCORE_KEY_NUMBERS_H_
#define LIBPROV_SCORE_KEY_NUMBERS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace prov {

// At most 2^32 - 1 keys.
class KeyNumbers {
 public:
  struct Added {
    uint32_t number = 0;
    bool is_new = false;
  };

  Added Add(std::string_view key);
  std::optional<uint32_t> Find(std::string_view key) const;

  // Valid as long as this object.
  std::string_view key(uint32_t number) const { return keys_[number]; }
  uint32_t size() const { return static_cast<uint32_t>(keys_.size()); }

 private:
  std::string_view Keep(std::string_view key);

  std::vector<std::unique_ptr<char[]>> blocks_;
  size_t free_bytes_ = 0;  // At the end of the last block.
  char* free_ = nullptr;
  std::vector<std::string_view> keys_;
  absl::flat_hash_map<std::string_view, uint32_t> numbers_;
};

}  // namespace prov

#endif  // LIBPROV_SCORE_KEY_NUMBERS_H_
