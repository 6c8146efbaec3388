// What a run may take of the machine: threads and memory.  Nothing of it ever
// changes a byte of output.
//
// Memory is shared out, not traced: each stage holds what it must have for
// every document, which is small, and of everything else no more than its
// share of the budget; the rest goes to a nameless file in TMPDIR and is merged
// from there (store/spill_vector.h, store/sorted_set.h).

#ifndef LIBPROV_BASE_RESOURCES_H_
#define LIBPROV_BASE_RESOURCES_H_

#include <cstdint>
#include <limits>
#include <string_view>

#include "libprov/base/status.h"

namespace prov {

// A limit on the memory of a run, or none.  A value; immutable.
class MemoryBudget {
 public:
  static constexpr uint64_t kUnlimited = std::numeric_limits<uint64_t>::max();
  // The program itself and what each stage needs however small its input.
  static constexpr uint64_t kFixedBytes = uint64_t{20} << 20;

  MemoryBudget() = default;  // No limit.
  explicit MemoryBudget(uint64_t bytes) : bytes_(bytes) {}

  bool limited() const { return bytes_ != kUnlimited; }
  uint64_t bytes() const { return bytes_; }

  // The same limit, of which `bytes` more are taken for the rest of the run.
  MemoryBudget Without(uint64_t bytes) const;

  // A part in `parts` of what is left for stages, in bytes; kUnlimited where
  // there is no limit.
  uint64_t Share(uint64_t parts) const;

  // ResourceExhausted, naming the size that would do, if `bytes` are more than
  // Share(parts): for what cannot be spilled.  `what` is a plural.
  absl::Status CheckFits(uint64_t bytes, uint64_t parts,
                         std::string_view what) const;

  // At most `wanted` threads, so many that their scratch space fits.
  unsigned ThreadsThatFit(unsigned wanted) const;

 private:
  uint64_t bytes_ = kUnlimited;
  uint64_t taken_ = 0;
};

struct Resources {
  // A number of threads is all that most callers have to say.
  // NOLINTNEXTLINE(google-explicit-constructor)
  Resources(unsigned threads_in = 1, MemoryBudget memory_in = {})
      : threads(threads_in), memory(memory_in) {}

  unsigned threads;
  MemoryBudget memory;
};

}  // namespace prov

#endif  // LIBPROV_BASE_RESOURCES_H_
