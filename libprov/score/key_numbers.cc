#include "libprov/score/key_numbers.h"

#include <algorithm>

namespace prov {
namespace {

constexpr size_t kBlockBytes = size_t{1} << 20;

}  // namespace

std::string_view KeyNumbers::Keep(std::string_view key) {
  if (key.size() > free_bytes_) {
    free_bytes_ = std::max(kBlockBytes, key.size());
    blocks_.push_back(std::make_unique<char[]>(free_bytes_));
    free_ = blocks_.back().get();
  }
  const std::string_view kept(free_, key.size());
  free_ = std::copy(key.begin(), key.end(), free_);
  free_bytes_ -= key.size();
  return kept;
}

KeyNumbers::Added KeyNumbers::Add(std::string_view key) {
  const auto found = numbers_.find(key);
  if (found != numbers_.end()) return {.number = found->second};
  const uint32_t number = size();
  keys_.push_back(Keep(key));
  numbers_.emplace(keys_.back(), number);
  return {.number = number, .is_new = true};
}

std::optional<uint32_t> KeyNumbers::Find(std::string_view key) const {
  const auto found = numbers_.find(key);
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

}  // namespace prov
