#include "libprov/base/resources.h"

#include <algorithm>

#include "absl/strings/str_format.h"

namespace prov {
namespace {

constexpr uint64_t kMegabyte = uint64_t{1} << 20;
constexpr uint64_t kBytesPerThread = 10 * kMegabyte;

}  // namespace

MemoryBudget MemoryBudget::Without(uint64_t bytes) const {
  MemoryBudget rest = *this;
  rest.taken_ += bytes;
  return rest;
}

uint64_t MemoryBudget::Share(uint64_t parts) const {
  if (!limited()) return kUnlimited;
  const uint64_t for_stages = bytes_ - std::min(kFixedBytes, bytes_ / 4 * 3);
  // Some is always left: stages could not go on with none.
  return (for_stages - std::min(taken_, for_stages / 8 * 7)) / parts;
}

absl::Status MemoryBudget::CheckFits(uint64_t bytes, uint64_t parts,
                                     std::string_view what) const {
  if (bytes <= Share(parts)) return absl::OkStatus();
  const uint64_t needed = kFixedBytes + taken_ + bytes * parts + kMegabyte - 1;
  return absl::ResourceExhaustedError(
      absl::StrFormat("%s do not fit into %d MB of memory; run again with "
                      "--memory %dM or more",
                      what, bytes_ / kMegabyte, needed / kMegabyte));
}

unsigned MemoryBudget::ThreadsThatFit(unsigned wanted) const {
  if (!limited()) return wanted;
  const uint64_t fit = std::max<uint64_t>(Share(1) / kBytesPerThread, 1);
  return static_cast<unsigned>(std::min<uint64_t>(wanted, fit));
}

}  // namespace prov
