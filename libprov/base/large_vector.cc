#include "libprov/base/large_vector.h"

#include <sys/mman.h>

#include <cstdlib>

namespace prov {
namespace {

constexpr size_t kHugePage = size_t{2} << 20;

}  // namespace

void* AllocateLarge(size_t bytes) {
  const bool is_huge = bytes >= kHugePage;
  const size_t unit = is_huge ? kHugePage : 64;
  const size_t rounded = (bytes + unit - 1) / unit * unit;
  void* const memory = std::aligned_alloc(unit, rounded);
  if (memory == nullptr) throw std::bad_alloc();
  // Advice: without it the memory serves as well.
  if (is_huge) madvise(memory, rounded, MADV_HUGEPAGE);
  return memory;
}

void FreeLarge(void* memory) { std::free(memory); }

}  // namespace prov
