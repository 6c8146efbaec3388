// A vector for millions of values.  Its memory is asked for in pages of 2 MB
// where the system has them (first touching smaller ones costs more than most
// passes over them), and values that resize() adds are not set to anything.

#ifndef LIBPROV_BASE_LARGE_VECTOR_H_
#define LIBPROV_BASE_LARGE_VECTOR_H_

#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace prov {

// Memory for `bytes`, or std::bad_alloc.
void* AllocateLarge(size_t bytes);
void FreeLarge(void* memory);

template <typename T>
struct LargeAllocator {
  static_assert(std::is_trivially_copyable_v<T>);
  using value_type = T;

  LargeAllocator() = default;
  template <typename U>
  // NOLINTNEXTLINE(google-explicit-constructor)
  LargeAllocator(const LargeAllocator<U>&) {}

  T* allocate(size_t count) {
    return static_cast<T*>(AllocateLarge(count * sizeof(T)));
  }
  void deallocate(T* memory, size_t) { FreeLarge(memory); }

  template <typename U>
  void construct(U* place) {
    ::new (static_cast<void*>(place)) U;
  }
  template <typename U, typename... Args>
  void construct(U* place, Args&&... args) {
    ::new (static_cast<void*>(place)) U(std::forward<Args>(args)...);
  }

  friend bool operator==(const LargeAllocator&, const LargeAllocator&) {
    return true;
  }
};

template <typename T>
using LargeVector = std::vector<T, LargeAllocator<T>>;

}  // namespace prov

#endif  // LIBPROV_BASE_LARGE_VECTOR_H_
